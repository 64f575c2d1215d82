internal import Framing
internal import Logging
internal import Routing
internal import Storage
internal import Transport

extension RouterDaemon {
  /// Begins to answer at `endpoint`: `/metrics` for Prometheus and `banterd status`, `/healthz` for who only asks
  /// whether it lives.
  func serveMetrics(at endpoint: Endpoint) throws(ListenError) {
    // The clock is read once more in each turn only where somebody looks at the result.
    loop.busyTimes = TimeHistogram()
    metrics = try HTTPServer(at: endpoint, on: loop) { [unowned self] in page(at: $0) }
    log.info("metrics", metadata: ["address": "\(metrics?.endpoint ?? endpoint)"])
  }

  private func page(at path: String) -> HTTPResponse {
    switch path {
    case "/metrics": HTTPResponse(.ok, metricsText(), type: MetricsText.type)
    case "/healthz" where isShuttingDown: HTTPResponse(.unavailable, "stopping\n")
    case "/healthz": HTTPResponse(.ok, "ok\n")
    default: HTTPResponse(.notFound)
    }
  }

  private func metricsText() -> String {
    var page = MetricsText()
    addConnections(to: &page)
    addMessages(to: &page)
    addLog(to: &page)
    addTrouble(to: &page)
    page.add(
      "banter_loop_busy_seconds", "How long each turn of the loop was busy between two waits.",
      loop.busyTimes ?? TimeHistogram())
    addProcess(to: &page)
    return page.text
  }

  private func addConnections(to page: inout MetricsText) {
    page.add(
      "banter_connections", .gauge, "Connected clients by what they speak.", by: "kind",
      connectionsByKind())
    page.add(
      "banter_connections_limit", .gauge, "How many clients may be connected.",
      admission.limits.clients ?? 0)
    page.add(
      "banter_accepted_total", .counter, "Connections taken, whatever became of them.",
      statistics.accepted)
    page.add(
      "banter_connections_encrypted", .gauge, "Connected clients that speak TLS.",
      peers.values.count { $0.isEncrypted })
    page.add(
      "banter_tls_handshakes_total", .counter,
      "TLS handshakes that went well; those that failed are closes with the code tls_error.",
      statistics.handshakes)
    page.add(
      "banter_closes_total", .counter, "Connections closed, by the protocol's code.", by: "code",
      statistics.closes.all.map { ($0.code.rawValue, $0.count) })
  }

  private func addMessages(to page: inout MetricsText) {
    page.add(
      "banter_messages_received_total", .counter, "Messages that came from clients.",
      statistics.messagesReceived)
    page.add(
      "banter_messages_sent_total", .counter,
      "Messages given out to clients, one for each receiver.", statistics.messagesSent)
    page.add(
      "banter_messages_relayed_total", .counter,
      "What people said to each other or to the room, however many received it.",
      router.relayedCount)
    page.add(
      "banter_received_bytes_total", .counter, "Bytes that came from clients.",
      statistics.bytesReceived)
    page.add(
      "banter_sent_bytes_total", .counter, "Bytes given out to clients.", statistics.bytesSent)
    page.add(
      "banter_queued_bytes", .gauge, "Bytes that wait for their readers.",
      peers.values.reduce(0) { $0 + $1.connection.queuedByteCount })
  }

  private func addLog(to page: inout MetricsText) {
    page.add(
      "banter_log_messages_total", .counter, "Messages that were put into the log.",
      statistics.logged)
    page.add(
      "banter_log_failures_total", .counter, "Wake-ups whose messages could not be kept.",
      statistics.storageFailures)
    page.add(
      "banter_log_unindexed_lines", .gauge, "Lines of users' logs that wait for their indexes.",
      archive?.unindexedCount ?? 0)
    page.add("banter_known_users", .gauge, "Names that have a log.", router.users.ids.count)
  }

  private func addTrouble(to page: inout MetricsText) {
    page.add(
      "banter_rate_limited_total", .counter, "Times that a client was over its rate.",
      statistics.rateLimited)
    page.add(
      "banter_undelivered_total", .counter, "Messages lost with their reader's queue.",
      statistics.undelivered)
    page.add(
      "banter_replaced_total", .counter,
      "News that newer ones replaced before a lagging reader took them.", statistics.replaced)
    page.add(
      "banter_accept_pauses_total", .counter,
      "Times that accepting paused, for descriptors or memory had run out.",
      statistics.acceptPauses)
    page.add(
      "banter_reloads_total", .counter, "Readings anew of the configuration.", by: "result",
      [("taken", statistics.reloadsTaken), ("refused", statistics.reloadsRefused)])
  }

  /// What the client libraries of Prometheus call `process_…`, so that ready-made panels fit.
  private func addProcess(to page: inout MetricsText) {
    let use = ResourceUse.now()
    page.add(
      "process_open_fds", .gauge, "Open descriptors.",
      use.descriptors ?? loop.watchCount + Self.unwatchedDescriptors)
    page.add("process_max_fds", .gauge, "How many descriptors may be open.", use.descriptorLimit)
    page.add(
      "process_resident_memory_bytes", .gauge, "Memory that is resident.", use.residentBytes)
    page.add(
      "process_cpu_seconds_total", .counter, "Processor time used.",
      Double(use.processorMicroseconds) / 1e6)
    page.add(
      "banter_uptime_seconds", .gauge, "Time since the start.",
      (MonotonicTime.now() - startTime) / .seconds(1))
    page.add(
      "banter_build_info", .gauge, "Always 1; the label tells the version.", by: "version",
      [(Banterd.version, 1)])
  }

  /// How many clients of each kind there are, in one pass: no counter that could drift.
  func connectionsByKind() -> [(String, Int)] {
    var counts: [Dialect?: Int] = [:]
    for peer in peers.values { counts[peer.dialect, default: 0] += 1 }
    let kinds: [(String, Dialect?)] = [
      ("version1", .version1), ("version2", .version2), ("legacy", .legacy), ("unregistered", nil),
    ]
    return kinds.map { ($0.0, counts[$0.1] ?? 0) }
  }
}
