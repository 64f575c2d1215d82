"""What must hold in the end."""

import collections


def check(devices):
    """The faults that are found on the disks of all devices.

    Each has `key`, `user`, `cursor`, `shown`: (seq, id, from, to, text) by number, `acked`: {text: id}, `refused`:
    texts, and `windows`: the texts of each of its windows in the order in which they are seen. A text is the key of
    the device that wrote it and a number, which grows.
    """
    faults = []
    users = collections.defaultdict(list)
    for device in devices:
        users[device.user].append(device)
    # What was refused is in no log.
    acked = {text: message_id for device in devices for text, message_id in device.acked.items()}
    refused = {text for device in devices for text in device.refused}
    receivers = collections.defaultdict(set)
    for device in devices:
        faults += own_faults(device, refused)
        for _, message_id, _, _, text in device.shown:
            if acked.get(text, message_id) != message_id:
                faults.append(f"{device.key}: {text} is {message_id}, acked as {acked[text]}")
            receivers[text].add(device.key)
            if text not in acked:
                faults.append(f"{device.key}: {text} was shown, and its sender never had an ack")
    faults += missing(devices, users, acked, receivers)
    return faults


def own_faults(device, refused):
    """What one disk alone shows."""
    faults = []
    numbers = [seq for seq, *_ in device.shown]
    if numbers != list(range(1, device.cursor + 1)):
        faults.append(f"{device.key}: its numbers are not 1 to {device.cursor} without a gap")
    for text, count in collections.Counter(text for window in device.windows for text in window).items():
        if count > 1:
            faults.append(f"{device.key}: {text} was shown {count} times")
        if text in refused:
            faults.append(f"{device.key}: {text} was shown, though the router had not taken it")
    # As the log has it, and as it is seen.
    for texts in [[text for *_, text in device.shown], *device.windows]:
        last = collections.defaultdict(int)
        for text in texts:
            key, number = text.split(" ")
            if int(number) < last[key]:
                faults.append(f"{device.key}: {text} came after {last[key]}")
            last[key] = int(number)
    return faults


def missing(devices, users, acked, receivers):
    """What was acked and is not on every device of everybody it is for."""
    faults = []
    to = {text: (sender, to) for device in devices for _, _, sender, to, text in device.shown}
    for text in acked:
        if text not in to:
            faults.append(f"{text} was acked, and nobody has it")
            continue
        sender, target = to[text]
        people = list(users) if target == "#everyone" else {sender, target}
        for device in (device for user in people for device in users[user]):
            if device.key not in receivers[text]:
                faults.append(f"{device.key}: {text} was acked and is not there")
    return faults
