"""What must hold in the end."""

import collections


def check(devices, has_disk_failed):
    """The faults that are found on the disks of all devices.

    Whose messages are on their way several at once can lose their order to a failing disk, by no fault of the router's:
    one is refused, the next are taken, and the word of the refusal is lost with the connection. Who waits for each ack
    keeps it.
    """
    faults = []
    unordered = {device.key for device in devices if has_disk_failed and device.window > 1}
    users = collections.defaultdict(list)
    for device in devices:
        users[device.user].append(device)
    # (sender, text): id, for all that was acked; what was refused is in no log.
    acked, refused = {}, set()
    for device in devices:
        for cid, message_id in device.disk.acked.items():
            acked[f"{device.key} {cid.rsplit('-', 1)[1]}"] = message_id
        for cid in device.disk.refused:
            refused.add(f"{device.key} {cid.rsplit('-', 1)[1]}")
    receivers = collections.defaultdict(set)
    for device in devices:
        faults += own_faults(device, refused, unordered)
        for _, message_id, sender, to, text in device.disk.shown:
            if acked.get(text, message_id) != message_id:
                faults.append(f"{device.key}: {text} is {message_id}, acked as {acked[text]}")
            receivers[text].add(device.key)
            if text not in acked:
                faults.append(f"{device.key}: {text} was shown, and its sender never had an ack")
    faults += missing(devices, users, acked, receivers)
    return faults


def own_faults(device, refused, unordered):
    """What one disk alone shows."""
    faults, disk = [], device.disk
    numbers = [seq for seq, *_ in disk.shown]
    if numbers != list(range(1, disk.cursor + 1)):
        faults.append(f"{device.key}: its numbers are not 1 to {disk.cursor} without a gap")
    for text, count in collections.Counter(text for *_, text in disk.shown).items():
        if count > 1:
            faults.append(f"{device.key}: {text} was shown {count} times")
        if text in refused:
            faults.append(f"{device.key}: {text} was shown, though the router had not taken it")
    last = collections.defaultdict(int)
    for *_, text in disk.shown:
        key, number = text.split(" ")
        if int(number) < last[key] and key not in unordered:
            faults.append(f"{device.key}: {text} came after {last[key]}")
        last[key] = int(number)
    return faults


def missing(devices, users, acked, receivers):
    """What was acked and is not on every device of everybody it is for."""
    faults = []
    to = {text: (sender, to) for device in devices for _, _, sender, to, text in device.disk.shown}
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
