package packed_test

import (
	"bytes"
	"strings"
	"testing"

	"ajar/internal/packed"
)

func TestWhatIsPackedComesOut(t *testing.T) {
	for _, content := range []string{"", "słowo\t12\n", strings.Repeat("the same ", 1000)} {
		file, err := packed.Pack([]byte(content))
		if err != nil {
			t.Fatal(err)
		}
		if got := packed.MustUnpack(file); got != content {
			t.Errorf("%q comes out as %q", content, got)
		}
		if again, _ := packed.Pack([]byte(content)); !bytes.Equal(file, again) {
			t.Errorf("%q is packed in two ways", content)
		}
	}
}
