package seal

import (
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestSeal(t *testing.T) {
	one, err := New([]byte("sixteen letters!"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := New([]byte("sixteen others!!"))
	if err != nil {
		t.Fatal(err)
	}
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
	s, err := New([]byte("sixteen letters!"))
	if err != nil {
		t.Fatal(err)
	}
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
	one, err := New([]byte("sixteen letters!"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := New([]byte("sixteen others!!"))
	if err != nil {
		t.Fatal(err)
	}
	id := one.IDOf([]byte("tea"))
	if id.Version() != 4 || id.Variant() != uuid.RFC4122 || id != one.IDOf([]byte("tea")) || id == one.IDOf([]byte("teas")) || id == other.IDOf([]byte("tea")) {
		t.Errorf("it is %s", id)
	}
}
