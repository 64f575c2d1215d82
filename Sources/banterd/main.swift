internal import Transport

StandardStreams.prepare()
Banterd.start()
