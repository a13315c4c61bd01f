package accounts

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// tokenPrefix lets people and scanners recognise a leaked token.
const tokenPrefix = "ajar_"

// newSecret is 256 random bits as text that fits an address and a cookie. It
// cannot be guessed, so a fast hash is enough to keep it.
func newSecret(prefix string) string {
	raw := make([]byte, 32)
	rand.Read(raw) // never fails: crypto/rand ends the program instead
	return prefix + base64.RawURLEncoding.EncodeToString(raw)
}

// digest is what the database keeps of a secret.
func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
