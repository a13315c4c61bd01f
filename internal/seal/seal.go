// Package seal closes what is told of inner numbers and times, so that nobody but the
// registry reads it: the places where pages of lists ended, ids that tell their moment. In the open
// they would date what elsewhere tells its month, and count what others do.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"

	"github.com/google/uuid"
)

// keyBytes is the length of a key.
const keyBytes = 16

// Seal closes and opens. It is safe for concurrent use.
type Seal struct {
	texts  cipher.AEAD
	ids    cipher.Block
	hashes []byte
}

// New makes the seal of a key; each kind of what it closes has a key of its own.
func New(key []byte) (*Seal, error) {
	texts, err := cipherOf(key, "texts")
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(texts)
	if err != nil {
		return nil, err
	}
	ids, err := cipherOf(key, "ids")
	if err != nil {
		return nil, err
	}
	hashes, err := derived(key, "hashes")
	return &Seal{aead, ids, hashes}, err
}

// derived is the key of one kind of what is closed (HKDF, RFC 5869).
func derived(key []byte, what string) ([]byte, error) {
	return hkdf.Key(sha256.New, key, nil, "ajar "+what, keyBytes)
}

func cipherOf(key []byte, what string) (cipher.Block, error) {
	own, err := derived(key, what)
	if err != nil {
		return nil, err
	}
	return aes.NewCipher(own)
}

// IDOf is the id that stands for a secret: always the same, in the form of a random one
// (UUIDv4), and telling nothing of it (RFC 2104's HMAC with SHA-256).
func (s *Seal) IDOf(secret []byte) uuid.UUID {
	id := uuid.UUID(mac(s.hashes, secret)[:len(uuid.UUID{})])
	id[8] = id[8]&0x3f | 0x80 // the variant of RFC 9562
	return versioned(id, 4)
}

// Close seals a text, each time in another way.
func (s *Seal) Close(text string) string {
	return base64.RawURLEncoding.EncodeToString(s.texts.Seal(nil, nil, []byte(text), nil))
}

// Open reads a sealed text; false when this registry did not make it.
func (s *Seal) Open(sealed string) (string, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return "", false
	}
	text, err := s.texts.Open(nil, nil, raw, nil)
	return string(text), err == nil
}

// CloseID makes of an id that tells its time (UUIDv7) the one that stands for it and
// tells none: always the same, in the form of a random one (UUIDv4). Other ids stay.
//
// It encrypts among the ids of that form alone, by going on until it meets one of them
// ("cycle walking": J. Black, P. Rogaway, "Ciphers with Arbitrary Finite Domains", 2002).
func (s *Seal) CloseID(id uuid.UUID) uuid.UUID {
	if !tellsTime(id) {
		return id
	}
	for s.ids.Encrypt(id[:], id[:]); !tellsTime(id); {
		s.ids.Encrypt(id[:], id[:])
	}
	return versioned(id, 4)
}

// OpenID is the id that a closed one stands for; one that tells its time stands for
// itself.
func (s *Seal) OpenID(id uuid.UUID) uuid.UUID {
	if id.Version() != 4 {
		return id
	}
	id = versioned(id, 7)
	for s.ids.Decrypt(id[:], id[:]); !tellsTime(id); {
		s.ids.Decrypt(id[:], id[:])
	}
	return id
}

func tellsTime(id uuid.UUID) bool { return id.Version() == 7 && id.Variant() == uuid.RFC4122 }

func versioned(id uuid.UUID, version byte) uuid.UUID {
	id[6] = id[6]&0x0f | version<<4
	return id
}
