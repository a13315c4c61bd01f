package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// Sign makes letters, fit for an address, that hold data and who has the key can tell that
// nobody else made. The data can be read by everybody.
func Sign(key, data []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(mac(key, data), data...))
}

// Signed is the data that was signed under the key; false when it was not.
func Signed(key []byte, letters string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(letters)
	if err != nil || len(raw) < sha256.Size {
		return nil, false
	}
	data := raw[sha256.Size:]
	return data, hmac.Equal(raw[:sha256.Size], mac(key, data))
}

// mac is the HMAC of data with SHA-256 (RFC 2104).
func mac(key, data []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(data)
	return m.Sum(nil)
}
