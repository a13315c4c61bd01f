package doubt

import (
	"bytes"
	"math"
	"os"
	"testing"

	"ajar/experiments/door"
)

func examples(t *testing.T) []Example {
	t.Helper()
	var all []Example
	for _, language := range door.Languages {
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

// Who changes an example, a family or a frame trains the model again. Processors
// may round the last digits otherwise.
func TestTheModelIsLearnedFromTheExamples(t *testing.T) {
	var written bytes.Buffer
	if err := Train(examples(t), &written); err != nil {
		t.Fatal(err)
	}
	learned, err := readModel(written.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]*model{{learned, known().model}, {known().model, learned}} {
		for f, w := range pair[0].feature {
			if other := pair[1].feature[f]; math.Abs(w[anyRisk]-other[anyRisk]) > 0.2 {
				t.Fatalf("%q weighs %v, and %v in data/model.tsv: run go run ./experiments/doubt/train", f, w[anyRisk], other[anyRisk])
			}
		}
	}
}

func TestEveryExampleNamesKnownRisks(t *testing.T) {
	for _, e := range examples(t) {
		for _, risk := range e.Risks {
			if !hurriedAnswers.Safe(risk) {
				if _, isFigure := hurriedAnswers.Figure(risk); !isFigure {
					t.Errorf("%s %q: there is no answer %q", e.Language, e.Title, risk)
				}
			}
		}
	}
}

var none = 0.0

var hurriedAnswers = door.Answers{HealthOrSafety: door.No, VulnerableCustomers: door.No, LegalOrContract: door.No, BindsOthers: door.No,
	PersonalData: door.No, Destroys: door.No, PublicPromise: door.No, Colleagues: door.No,
	CanStopEarly: door.Yes, OwnHands: door.Yes, MadeWhole: door.Yes, CustomersExposed: new(int64), MoneyAtRisk: &none}
