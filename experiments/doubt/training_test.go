package doubt

import (
	"math"
	"os"
	"testing"

	"ajar/experiments/door"
)

func examples(t *testing.T, folder string) []Example {
	t.Helper()
	var all []Example
	for _, language := range door.Languages {
		source, err := os.ReadFile(folder + "/" + language + ".tsv")
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

// Who changes an example, a family or a frame trains the model again. Processors
// may round the last digits otherwise.
func TestTheModelIsLearnedFromTheExamples(t *testing.T) {
	learned, err := Learn(examples(t, "examples"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]*model{{learned.model, known().model}, {known().model, learned.model}} {
		for f, e := range pair[0].feature {
			if other := pair[1].feature[f]; math.Abs(e.says[anyRisk]-other.says[anyRisk]) > 0.2 {
				t.Fatalf("%q says %v, and %v in data/model.tsv.gz: run go run ./experiments/doubt/train", f, e.says[anyRisk], other.says[anyRisk])
			}
		}
	}
}

func TestEveryExampleNamesKnownRisks(t *testing.T) {
	for _, e := range append(examples(t, "examples"), examples(t, "unread")...) {
		for _, risk := range e.Risks {
			if _, isFigure := hurried().Figure(risk); !isFigure && !hurried().Safe(risk) {
				t.Errorf("%s %q: there is no answer %q", e.Language, e.Title, risk)
			}
		}
	}
}
