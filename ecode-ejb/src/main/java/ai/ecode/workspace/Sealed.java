package ai.ecode.workspace;

/// Something encrypted.
///
/// @param key names the key; not secret
/// @param bytes nonce (12 bytes), ciphertext and tag (16 bytes)
@SuppressWarnings("ArrayRecordComponent") // written to and read from a row
public record Sealed(String key, byte[] bytes) {}
