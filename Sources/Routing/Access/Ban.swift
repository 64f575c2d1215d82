package import Framing

/// Who is not let in: a name, a key, or who comes from an address, which is up to who knows of addresses.
package enum Ban: Hashable, Sendable {
  case name(Name)
  case key(Pin)
  case address(String)
}
