package live

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
)

// seal makes the ids of a stream of how far it has come, and reads them again. In
// the open they would count what others do, and tell the days of what is numbered
// elsewhere.
type seal struct{ block cipher.Block }

func newSeal(key []byte) (seal, error) {
	block, err := aes.NewCipher(key)
	return seal{block}, err
}

// close makes the id of a horizon.
func (s seal) close(horizon uint64) string {
	var b [aes.BlockSize]byte
	binary.BigEndian.PutUint64(b[:], horizon)
	s.block.Encrypt(b[:], b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// open reads an id; false when this registry did not make it.
func (s seal) open(id string) (horizon uint64, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil || len(b) != aes.BlockSize {
		return 0, false
	}
	s.block.Decrypt(b, b)
	return binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:]) == 0
}
