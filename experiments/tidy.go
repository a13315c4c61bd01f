package experiments

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"ajar/experiments/doubt"
	words "ajar/internal/text"
)

// tidy cleans the words, trims what a person types around them and fills the language.
func (p Proposal) tidy() Proposal {
	for _, field := range []*string{&p.Title, &p.CustomerJob, &p.Change, &p.Effect, &p.Because, &p.StrategyGoal,
		&p.GamingRisk, &p.CounterSignal, &p.WayBack, &p.StopRule, &p.Premortem} {
		*field = strings.TrimSpace(words.Clean(*field))
	}
	if p.Signal != nil {
		signal := *p.Signal
		signal.Name, signal.Unit = words.Clean(signal.Name), words.Clean(signal.Unit)
		p.Signal = &signal
	}
	if p.Language == "" {
		p.Language = "en"
	}
	tags := []string{}
	for _, t := range p.Tags {
		if t = tidyTag(t); t != "" && !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	p.Tags = tags
	if p.AffectedTeamIDs == nil {
		p.AffectedTeamIDs = []uuid.UUID{}
	}
	if p.BuildsOn == nil {
		p.BuildsOn = []uuid.UUID{}
	}
	confirmed := []doubt.Confirmed{}
	for _, c := range p.ConfirmedDoubts {
		c.Words = words.Clean(c.Words)
		confirmed = append(confirmed, c)
	}
	p.ConfirmedDoubts = confirmed
	return p
}

func tidyTag(tag string) string { return strings.ToLower(strings.TrimSpace(words.Clean(tag))) }
