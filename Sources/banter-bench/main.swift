internal import Transport

StandardStreams.prepare()
BenchCommand.start()
