internal import ArgumentParser
internal import Transport

/// `banterd status`: asks a running router how it is, and tells it to a person.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells in a few lines how a running router is.",
    discussion: """
      It asks where --metrics says, else where the configuration file says that the router shows its metrics.
      """)

  @OptionGroup var place: ConfigurationPlace

  func run() throws {
    let endpoint = try place.metrics ?? configuredEndpoint()
    let page = MetricsPage(try MetricsReader.page(at: endpoint))
    guard let lines = StatusText.lines(of: page) else { throw StatusFailure.notMetrics(endpoint) }
    _ = StandardStreams.write(lines.joined(separator: "\n") + "\n")
  }

  private func configuredEndpoint() throws -> Endpoint {
    let configuration = try Configuration(arguments: [], place: place)
    guard let endpoint = configuration.command.place.metrics else {
      throw StatusFailure.noPlace(file: place.config ?? Configuration.defaultPath)
    }
    return endpoint
  }
}
