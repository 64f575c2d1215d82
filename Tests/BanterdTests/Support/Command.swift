import Testing

/// Runs one of banterd's own commands on a router; answers with what it printed, without the last line's end.
func command(_ router: TestRouter, _ words: String...) throws -> String {
  let result = Tool.run(
    TestRouter.binary, list: words + ["--state", router.state, "--config", "/dev/null"])
  try #require(result.status == 0, "\(words): \(result.error)")
  return String(result.output.dropLast())
}
