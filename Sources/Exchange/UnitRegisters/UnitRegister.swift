package import Casework

/// A department that registers units; all speak the same messages, each at its own address with its own key.
package protocol UnitRegister: Sendable {
    static var partner: Partner { get }
}
