extension Widget {
  /// Takes widgets that are no longer inside out of the window, and those that are now into it.
  func replaceChildren(_ previous: [any Widget]) {
    guard let tree = state.tree else { return }
    let current = children
    for widget in previous where !current.contains(where: { $0 === widget }) {
      tree.detach(widget)
    }
    for widget in current { tree.attach(widget) }
    tree.invalidateLayout()
  }
}
