package blameless

import (
	"math"
	"os"
	"testing"

	"ajar/internal/text"
)

func examples(t *testing.T) []Example {
	t.Helper()
	var all []Example
	for _, language := range text.Languages {
		source, err := os.ReadFile("examples/" + language + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		some, err := ReadExamples(language, string(source))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, some...)
	}
	return all
}

// Who changes an example or a family trains the model again. Processors may round
// the last digits otherwise.
func TestTheModelIsTaughtByTheExamples(t *testing.T) {
	written, err := Train(examples(t))
	if err != nil {
		t.Fatal(err)
	}
	taught, err := readModel(string(written))
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]*model{{taught, known().model}, {known().model, taught}} {
		for f, w := range pair[0].feature {
			if other := pair[1].feature[f]; math.Abs(float64(w[anyBlame]-other[anyBlame])) > 0.25 {
				t.Fatalf("%q weighs %v, and %v in data/model.tsv.gz: run go run ./lessons/blameless/train", f, w[anyBlame], other[anyBlame])
			}
		}
	}
}

// The least figures on themes that the model was not taught, over all languages.
func TestThemesThatWereNotTaught(t *testing.T) {
	judged, err := Judge(examples(t))
	if err != nil {
		t.Fatal(err)
	}
	var all Judged
	for _, j := range judged {
		all = Judged{all.Blaming + j.Blaming, all.Found + j.Found, all.Blameless + j.Blameless, all.FalselyFound + j.FalselyFound}
	}
	precision, recall := float64(all.Found)/float64(all.Found+all.FalselyFound), float64(all.Found)/float64(all.Blaming)
	if precision < 0.88 || recall < 0.6 {
		t.Errorf("precision %.2f, recall %.2f: %+v", precision, recall, all)
	}
}

func TestEverySentenceStandsOnceInTheExamples(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range examples(t) {
		if seen[e.Text] {
			t.Errorf("%s: %q stands there twice", e.Language, e.Text)
		}
		seen[e.Text] = true
	}
}
