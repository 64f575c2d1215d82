extension Icon {
  /// The icon in the sizes that title bars, task lists and switchers use.
  static var allSizes: [UInt32] { [16, 32, 48].flatMap(argb(size:)) }
}
