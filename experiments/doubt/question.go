package doubt

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/goccy/go-yaml"

	"ajar/experiments/door"
)

// readQuestions reads data/questions.yaml: one question for each answer in every
// language.
func readQuestions() (map[string]map[string]string, error) {
	source, err := fs.ReadFile(data, "data/questions.yaml")
	if err != nil {
		return nil, err
	}
	var questions map[string]map[string]string
	if err := yaml.Unmarshal(source, &questions); err != nil {
		return nil, err
	}
	for _, q := range door.Questions() {
		for _, language := range door.Languages {
			if questions[q.Key][language] == "" {
				return nil, fmt.Errorf("data/questions.yaml asks nothing about %s in %s", q.Key, language)
			}
		}
	}
	return questions, nil
}

func (k *knowledge) question(risk, language string) string {
	if !slices.Contains(door.Languages, language) {
		language = door.Languages[0]
	}
	return k.questions[risk][language]
}
