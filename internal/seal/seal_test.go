package seal

import (
	"strings"
	"testing"

	"github.com/google/uuid"
)

func sealOf(t *testing.T, key string) *Seal {
	t.Helper()
	s, err := New([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSeal(t *testing.T) {
	one, other := sealOf(t, "sixteen letters!"), sealOf(t, "sixteen others!!")
	sealed := one.Close("2026-11-22")
	if text, ok := one.Open(sealed); !ok || text != "2026-11-22" {
		t.Errorf("opened: %q, %v", text, ok)
	}
	if sealed == one.Close("2026-11-22") {
		t.Error("the same text can be told by its seal")
	}
	for _, bad := range []string{"", "x", sealed[1:], strings.ToUpper(sealed), other.Close("2026-11-22"), "eyJuIjoxfQ"} {
		if text, ok := one.Open(bad); ok {
			t.Errorf("%q opens as %q", bad, text)
		}
	}
}

// An id that stands for another tells no time, and is always the same.
func TestSealedIDs(t *testing.T) {
	s := sealOf(t, "sixteen letters!")
	for range 5000 {
		id := uuid.Must(uuid.NewV7())
		closed := s.CloseID(id)
		if closed.Version() != 4 || closed != s.CloseID(id) || s.OpenID(closed) != id || s.OpenID(id) != id {
			t.Fatalf("%s is closed as %s, and opened as %s", id, closed, s.OpenID(closed))
		}
	}
	if id := uuid.New(); s.CloseID(id) != id {
		t.Errorf("%s does not stay", id)
	}
}

func TestAnIDStandsForASecret(t *testing.T) {
	one, other := sealOf(t, "sixteen letters!"), sealOf(t, "sixteen others!!")
	id := one.IDOf([]byte("tea"))
	if id.Version() != 4 || id.Variant() != uuid.RFC4122 || id != one.IDOf([]byte("tea")) || id == one.IDOf([]byte("teas")) || id == other.IDOf([]byte("tea")) {
		t.Errorf("it is %s", id)
	}
}

func TestSigned(t *testing.T) {
	key, other := []byte("sixteen letters!"), []byte("sixteen others!!")
	letters := Sign(key, []byte("Ana"))
	if data, ok := Signed(key, letters); !ok || string(data) != "Ana" {
		t.Errorf("it holds %q, %v", data, ok)
	}
	for _, forged := range []string{"", "x", "QW5h", letters + "A", letters[1:], letters[:len(letters)-2] + "bg", Sign(other, []byte("Ana"))} {
		if data, ok := Signed(key, forged); ok {
			t.Errorf("%q holds %q", forged, data)
		}
	}
	const inAnOldMail = "NDZGWxDcvzy3rg54mwKQF4liVuReyVHAW_-uDX4YiZ5zaXh0ZWVuIG9mIHRoZW0h"
	if data, ok := Signed([]byte("an older key of thirty-two bytes"), inAnOldMail); !ok || string(data) != "sixteen of them!" {
		t.Errorf("a link in a mail of an earlier release holds %q, %v", data, ok)
	}
}
