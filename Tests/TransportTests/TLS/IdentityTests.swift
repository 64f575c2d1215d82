import Framing
import Foundation
import TestSupport
import Testing
import struct SystemPackage.Errno

@testable import Transport

/// Identity keys on the disk and on their way to another machine.
struct IdentityTests {
  private let folder = TemporaryFolder()

  private var path: String { folder.path + "/key.pem" }

  @Test(arguments: KeyType.allCases)
  func aKeyComesBackFromTheDiskAsItWas(_ type: KeyType) throws {
    let identity = try TLSIdentity.make(type)
    try identity.save(to: path)
    #expect(try TLSIdentity.load(path).pin == identity.pin)
    #expect(try TLSIdentity.make(type).pin != identity.pin)
  }

  @Test func theFileIsItsOwnersAlone() throws {
    try TLSIdentity.make().save(to: path)
    #expect(try mode() == 0o600)
    for open in [0o604, 0o602, 0o620, 0o644] {
      try FileManager.default.setAttributes([.posixPermissions: open], ofItemAtPath: path)
      #expect(throws: IdentityError.openToOthers(path)) { try TLSIdentity.load(path) }
    }
    // A group that may read it is its owner's own decision.
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    _ = try TLSIdentity.load(path)
  }

  @Test func aFileThatIsThereStaysUnlessItIsToBeReplaced() throws {
    let (first, second) = (try TLSIdentity.make(), try TLSIdentity.make())
    try first.save(to: path)
    #expect(throws: IdentityError.cannotWrite(path, .fileExists)) { try second.save(to: path) }
    #expect(try TLSIdentity.load(path).pin == first.pin)
    try second.save(to: path, isReplacing: true)
    #expect(try TLSIdentity.load(path).pin == second.pin)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["key.pem"])
  }

  @Test func whatIsNoKeyIsToldApart() throws {
    #expect(throws: IdentityError.unreadable(path, .noSuchFileOrDirectory)) {
      try TLSIdentity.load(path)
    }
    try write(Data("hello".utf8))
    #expect(throws: IdentityError.noKey) { try TLSIdentity.load(path) }
    try write(Data(count: 100_000))
    #expect(throws: IdentityError.unreadable(path, .fileTooLarge)) { try TLSIdentity.load(path) }
    let identity = try TLSIdentity.make()
    let key = try unsafe PrivateKey.pem(of: identity.key)
    try write(Data(key))
    #expect(throws: IdentityError.noCertificate) { try TLSIdentity.load(path) }
    try write(Data(try identity.exported(passphrase: "x")))
    #expect(throws: IdentityError.wantsPassphrase) { try TLSIdentity.load(path) }
  }

  @Test func aKeyAndTheCertificateOfAnotherAreRefused() throws {
    try TLSIdentity.make().save(to: path)
    try TLSIdentity.make().save(to: path + "2")
    #expect(throws: IdentityError.notOnePair) {
      try TLSIdentity.load(key: path, certificate: path + "2")
    }
  }

  @Test func aKeyOfOpenSSLsOwnToolIsTaken() throws {
    let arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path, "-out", path + ".crt",
      "-subj",
      "/CN=x", "-days", "9",
    ]
    #expect(try TestProcess.run("openssl", arguments).status == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let identity = try TLSIdentity.load(key: path, certificate: path + ".crt")
    _ = try TLSContext.server(identity)
    // The same fingerprint by other means.
    let pipe =
      "openssl x509 -in \(path).crt -noout -pubkey | openssl pkey -pubin -outform DER "
      + "| openssl dgst -sha256 -binary | openssl base64 | tr '+/' '-_' | tr -d '=\\n'"
    #expect(try TestProcess.run("sh", ["-c", pipe]).output == identity.pin.text)
  }

  @Test(arguments: KeyType.allCases)
  func aKeyIsExportedWithAPassphraseAndImportedAgain(_ type: KeyType) throws {
    let identity = try TLSIdentity.make(type)
    let file = try identity.exported(passphrase: "correct horse, battery · staple")
    let again = try TLSIdentity.imported(file, passphrase: "correct horse, battery · staple")
    #expect(again.pin == identity.pin)
    #expect(throws: IdentityError.wrongPassphrase) {
      try TLSIdentity.imported(file, passphrase: "correct horse")
    }
    #expect(throws: IdentityError.wrongPassphrase) { try identity.exported(passphrase: "") }
    try write(Data(file))
    let words = ["pkcs8", "-in", path, "-passin", "pass:correct horse, battery · staple"]
    #expect(try TestProcess.run("openssl", words).status == 0)
  }

  @Test func aFileThatWouldTakeForeverToOpenIsRefused() throws {
    try TLSIdentity.make().save(to: path)
    let words = [
      "pkcs8", "-topk8", "-in", path, "-out", path + ".p8", "-passout", "pass:x", "-iter",
      "2000001",
    ]
    #expect(try TestProcess.run("openssl", words).status == 0)
    let file = try Array(Data(contentsOf: URL(fileURLWithPath: path + ".p8")))
    #expect(throws: IdentityError.unknownEncryption) {
      try TLSIdentity.imported(file, passphrase: "x")
    }
    let scrypt = [
      "pkcs8", "-topk8", "-in", path, "-out", path + ".s8", "-passout", "pass:x", "-scrypt",
    ]
    #expect(try TestProcess.run("openssl", scrypt).status == 0)
    let other = try Array(Data(contentsOf: URL(fileURLWithPath: path + ".s8")))
    #expect(throws: IdentityError.unknownEncryption) {
      try TLSIdentity.imported(other, passphrase: "x")
    }
  }

  @Test func aPersonsKeyIsOfAKindThatRoutersTake() throws {
    let words = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", path]
    #expect(try TestProcess.run("openssl", words).status == 0)
    let box = ["pkcs8", "-topk8", "-in", path, "-out", path + ".p8", "-passout", "pass:x"]
    #expect(try TestProcess.run("openssl", box).status == 0)
    let file = try Array(Data(contentsOf: URL(fileURLWithPath: path + ".p8")))
    #expect(throws: IdentityError.unusable("it is neither of the curve P-256 nor Ed25519")) {
      try TLSIdentity.imported(file, passphrase: "x")
    }
  }

  private func mode() throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private func write(_ data: Data) throws {
    try data.write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}
