// Package meaning knows which words of English, Spanish and Polish mean about the
// same, within a language and across the three: "elderly" is near "senior", and
// near "anciano" and "wiek".
//
// Every stem has a vector that Google's Universal Sentence Encoder (Yang and
// others, Multilingual Universal Sentence Encoder for Semantic Retrieval, 2020)
// makes of its commonest forms, distilled as in Model2Vec (Tulkens and van Dongen,
// 2024): encoded alone, centred, brought to fewer dimensions by their principal
// components, and rounded to four bits. tools/vectors makes the file, and
// docs/decisions/vectors.md tells what was compared. Nothing is loaded before the
// first question, and the same question has the same answer on every machine.
package meaning

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sort"
	"strings"
	"sync"

	"ajar/internal/packed"
)

//go:embed words.bin.gz
var file []byte

// table is the file: the names of all words in their order, each a language and a
// stem, then the squares of the lengths of their heads, then of their tails, and
// their vectors, two numbers from -7 to 7 in a byte. The head of a vector is its
// first [head] bytes: as the components come with the greatest first, it tells most.
type table struct {
	names   string
	begins  []uint32  // where each name begins; one more at the end
	lengths []float32 // of the vectors
	tails   []float32 // of their tails
	vectors string
}

const (
	header = 8  // bytes before the names
	width  = 48 // bytes of a vector
	head   = 16
)

// words is the table, read when it is first asked for.
var words = sync.OnceValue(func() table { return read(packed.MustUnpack(file)) })

// read takes the file apart: the number of words and the bytes of their names as
// 32 bits each, lowest byte first, and then the parts.
func read(file string) table {
	number := func(at int) int { return int(binary.LittleEndian.Uint32([]byte(file[at : at+4]))) }
	n, names := number(0), header+number(4)
	t := table{names: file[header:names], vectors: file[names+4*n:]}
	square := func(i int) float64 { return float64(file[names+2*i]) + 256*float64(file[names+2*i+1]) }
	t.begins, t.lengths, t.tails = make([]uint32, 0, n+1), make([]float32, 0, n), make([]float32, 0, n)
	at := 0
	for i := range n {
		t.begins = append(t.begins, uint32(at))
		at += strings.IndexByte(t.names[at:], '\n') + 1
		t.lengths = append(t.lengths, float32(math.Sqrt(square(i)+square(n+i))))
		t.tails = append(t.tails, float32(math.Sqrt(square(n+i))))
	}
	t.begins = append(t.begins, uint32(at))
	return t
}

func (t table) name(i int) string { return t.names[t.begins[i] : t.begins[i+1]-1] }

func (t table) vector(i int) string { return t.vectors[i*width : (i+1)*width] }

// place is where a name stands or would stand.
func (t table) place(name string) int {
	return sort.Search(len(t.lengths), func(i int) bool { return t.name(i) >= name })
}

// find is the place of a word, -1: it is not known.
func (t table) find(name string) int {
	i := t.place(name)
	if i == len(t.lengths) || t.name(i) != name {
		return -1
	}
	return i
}

// Begins tells whether a token begins a word of the language that has a meaning here.
func Begins(language, token string) bool {
	t := words()
	i := t.place(language + token)
	return i < len(t.lengths) && strings.HasPrefix(t.name(i), language+token)
}
