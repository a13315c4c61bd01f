package blameless

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"ajar/internal/text"
)

// What data/questions.yaml has beside a question for each category.
const (
	aboutName = "name" // what is asked about a name
	role      = "role" // what stands for a person instead
)

// readQuestions reads data/questions.yaml: all questions in every language.
func readQuestions() (map[string]map[string]string, error) {
	source, err := fs.ReadFile(data, "data/questions.yaml")
	if err != nil {
		return nil, err
	}
	var questions map[string]map[string]string
	if err := yaml.Unmarshal(source, &questions); err != nil {
		return nil, err
	}
	for _, language := range text.Languages {
		for _, key := range append([]string{aboutName, role}, categoryNames()...) {
			if questions[language][key] == "" {
				return nil, fmt.Errorf("data/questions.yaml has no %s in %s", key, language)
			}
		}
	}
	return questions, nil
}

func categoryNames() []string {
	all := make([]string, len(Categories))
	for i, c := range Categories {
		all[i] = string(c)
	}
	return all
}

// polishRoles are what stands for a person in the cases of Polish, by how the name
// ends where the name itself does not.
var polishRoles = []struct{ ending, role string }{
	{"iego", "kogoś z zespołu"}, {"iej", "kogoś z zespołu"}, {"emu", "komuś z zespołu"}, {"im", "kimś z zespołu"},
	{"owi", "komuś z zespołu"}, {"ie", "komuś z zespołu"}, {"em", "kimś z zespołu"}, {"ą", "kimś z zespołu"},
	{"ę", "kogoś z zespołu"}, {"y", "kogoś z zespołu"}, {"i", "kogoś z zespołu"}, {"a", "kogoś z zespołu"},
	{"ce", "komuś z zespołu"}, {"dze", "komuś z zespołu"}, {"rze", "kimś z zespołu"}, {"u", "kimś z zespołu"},
}

// roleFor is what a name of these words, from the first to the last, is replaced by: in its
// case and with a capital letter where it begins a sentence.
func (k *knowledge) roleFor(language, written, last string, asNamed, begins bool) string {
	instead := k.questions[language][role]
	asNamed = asNamed && !strings.HasSuffix(written, "ą") // which is "a" once it is folded
	if language == "pl" && !asNamed {
		for _, r := range polishRoles {
			if strings.HasSuffix(written, r.ending) {
				instead = r.role
				break
			}
		}
	}
	if strings.HasSuffix(last, "'s") || strings.HasSuffix(last, "’s") {
		instead += "’s"
	}
	if begins {
		first, size := utf8.DecodeRuneInString(instead)
		instead = string(unicode.ToUpper(first)) + instead[size:]
	}
	return instead
}
