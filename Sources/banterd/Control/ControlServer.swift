internal import Transport

/// Takes requests of banterd's own commands at a Unix socket in the state folder.
///
/// Allowed is root, and the user that the router runs as: the kernel says who is at the other end (SO_PEERCRED), whatever
/// the modes of folder and socket are. A request is one line; who takes more than 5 seconds for it is closed.
final class ControlServer {
  private static let clientLimit = 16
  private static let timeLimit = Duration.seconds(5)

  private let loop: EventLoop
  private let listener: Listener
  private let answer: (ControlRequest, _ user: UInt32) -> ControlAnswer
  private var clients = 0

  /// Starts to answer.
  ///
  /// - Parameters:
  ///   - endpoint: The path of the socket.
  ///   - loop: The loop to answer on.
  ///   - answer: Does what a request asks for; the user is who asked.
  /// - Throws: `ListenError`.
  init(
    at endpoint: Endpoint, on loop: EventLoop,
    answer: @escaping (ControlRequest, _ user: UInt32) -> ControlAnswer
  ) throws(ListenError) {
    self.loop = loop
    self.answer = answer
    listener = try Listener(endpoint, on: loop)
    listener.onAccept = { [unowned self] connection, _ in accept(connection) }
  }

  /// Stops listening, and takes the socket away.
  func close() { listener.close() }

  private func accept(_ connection: Connection) {
    guard clients < Self.clientLimit else { return connection.close() }
    guard let user = connection.peerUser, user == 0 || user == HostEnvironment.user else {
      return finish(
        connection, .refused("only root and the router's own user may do that; try it with sudo"))
    }
    clients += 1
    var line: [UInt8] = []
    let timer = loop.schedule(after: Self.timeLimit) { [unowned connection] in connection.close() }
    connection.onClose = { [unowned self] _ in
      loop.cancel(timer)
      clients -= 1
    }
    connection.onReceive = { [unowned self, unowned connection] bytes in
      for index in bytes.indices.prefix(ControlRequest.limit + 1 - line.count) {
        line.append(bytes[index])
      }
      guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else {
        if line.count > ControlRequest.limit { connection.close() }
        return
      }
      take(String(decoding: line[..<end], as: UTF8.self), from: user, on: connection)
    }
  }

  private func take(_ line: String, from user: UInt32, on connection: Connection) {
    connection.onReceive = nil
    guard let request = ControlRequest.parse(line) else {
      return finish(
        connection, .refused("the router does not know that request; are both of one version?"))
    }
    finish(connection, answer(request, user))
  }

  private func finish(_ connection: Connection, _ answer: ControlAnswer) {
    connection.enqueue(Array(answer.text.utf8))
    connection.closeAfterFlush(within: Self.timeLimit)
  }
}
