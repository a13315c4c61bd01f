package api

import (
	"context"

	"ajar/lessons/blameless"
)

type languageCheck struct {
	Body struct {
		Text     string `json:"text" maxLength:"20000" doc:"What is being written"`
		Language string `json:"language,omitempty" enum:"en,es,pl" doc:"The language it is said to be in; another that it is plainly in goes before"`
	}
}

type checkedLanguage struct {
	Language string              `json:"language" enum:"en,es,pl" doc:"The language it was read in"`
	Findings []blameless.Finding `json:"findings" doc:"In the order of the text; they warn, and nothing is refused for them"`
}

// checkLanguage looks for words that blame, and for names of people of the registry.
func (a *API) checkLanguage(ctx context.Context, in *languageCheck) (*answer[checkedLanguage], error) {
	people, err := a.Accounts.Names(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	language, findings := blameless.Check(blameless.Text{Words: in.Body.Text, Language: in.Body.Language, People: people, Asked: languageOf(ctx)})
	return &answer[checkedLanguage]{checkedLanguage{language, findings}}, nil
}
