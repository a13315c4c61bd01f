package doubt

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/goccy/go-yaml"

	"ajar/experiments/door"
)

// readQuestions reads data/questions.yaml: a question for each answer, and
// for money that each customer gets, in every language.
func readQuestions() (map[string]map[string]string, error) {
	source, err := fs.ReadFile(data, "data/questions.yaml")
	if err != nil {
		return nil, err
	}
	var questions map[string]map[string]string
	if err := yaml.Unmarshal(source, &questions); err != nil {
		return nil, err
	}
	asked := []string{moneyForEach}
	for _, q := range door.Questions() {
		asked = append(asked, q.Key)
	}
	for _, question := range asked {
		for _, language := range door.Languages {
			if questions[question][language] == "" {
				return nil, fmt.Errorf("data/questions.yaml asks nothing about %s in %s", question, language)
			}
		}
	}
	return questions, nil
}

func (k *knowledge) question(name, language string) string {
	if !slices.Contains(door.Languages, language) {
		language = door.Languages[0]
	}
	return k.questions[name][language]
}
