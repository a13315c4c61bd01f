package blameless

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"ajar/internal/families"
	"ajar/internal/packed"
	"ajar/internal/text"
)

//go:embed data
var data embed.FS

// knowledge is what data/ says, read once.
type knowledge struct {
	lexicons  map[string]*families.Lexicon
	bits      map[string]family
	first     names
	noNames   map[string]bool
	places    map[string]map[string]bool // words that come before the name of a place
	questions map[string]map[string]string
	model     *model
}

var known = sync.OnceValue(func() *knowledge {
	k, err := readKnowledge()
	if err == nil {
		var source []byte
		if source, err = fs.ReadFile(data, "data/model.tsv.gz"); err == nil {
			k.model, err = readModel(packed.MustUnpack(source))
		}
	}
	if err != nil {
		panic(err)
	}
	return k
})

// readKnowledge reads what people wrote; the model is learned from it.
func readKnowledge() (*knowledge, error) {
	k := &knowledge{lexicons: map[string]*families.Lexicon{}, bits: map[string]family{}, first: names{}, noNames: map[string]bool{}, places: map[string]map[string]bool{}}
	for f, n := range familyNames {
		k.bits[n] = family(f)
	}
	for _, language := range text.Languages {
		if err := k.readFamilies(language); err != nil {
			return nil, err
		}
	}
	var err error
	if k.questions, err = readQuestions(); err != nil {
		return nil, err
	}
	err = readWords("data/names.txt", func(w string) { k.first.add(w) })
	if err == nil {
		err = readWords("data/nonames.txt", func(w string) { k.noNames[w] = true })
	}
	if err == nil {
		err = k.readPlaces()
	}
	return k, err
}

func (k *knowledge) readFamilies(language string) error {
	source, err := fs.ReadFile(data, "data/families."+language+".txt")
	if err != nil {
		return err
	}
	if k.lexicons[language], err = families.Read(language, string(source)); err != nil {
		return err
	}
	for i, f := range familyNames {
		if family(i) < name && !k.lexicons[language].Has(f) {
			return fmt.Errorf("%s: there is no family %s", language, f)
		}
	}
	return nil
}

// readWords tells the folded words of a file without its comments.
func readWords(file string, tell func(string)) error {
	source, err := fs.ReadFile(data, file)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(source)) {
		line, _, _ = strings.Cut(line, "#")
		for _, w := range text.Words(line) {
			tell(w.Folded)
		}
	}
	return nil
}

func (k *knowledge) readPlaces() error {
	source, err := fs.ReadFile(data, "data/before-places.txt")
	for line := range strings.Lines(string(source)) {
		if language, words, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, "#") {
			k.places[language] = map[string]bool{}
			for _, w := range text.Words(words) {
				k.places[language][w.Folded] = true
			}
		}
	}
	return err
}
