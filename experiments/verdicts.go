package experiments

// Verdicts sets what the team says of its experiment beside what its customers say.
//
// The gap between the two was measured among companies as the part of the firms
// that think well of what they deliver less the part of the customers who agree:
// J. Allen, F. F. Reichheld, B. Hamilton, R. Markey, "Closing the delivery gap"
// (Bain & Company, 2005). Of one experiment the team is one voice, so here
//
//	team      = 1 worked, ½ unclear, 0 did not work; none when it was stopped early
//	question  = yes / (yes + no), or (good + neutral / 2) / (good + neutral + bad)
//	customers = the mean of the questions that enough customers answered
//	distance  = team − customers, from −1 to 1; above 0 the team sees it better
//
// Every question weighs the same, however many answered it: two hundred who were
// asked how they felt do not outvote twenty to whom a promise was broken.
type Verdicts struct {
	Says      Saying   `json:"says" enum:"close,team_higher,customers_higher,not_asked,too_few,no_team_verdict" doc:"How far apart they are, or why that cannot be said"`
	Team      *float64 `json:"team,omitempty" doc:"1 worked, 0.5 unclear, 0 did not work; left out when the team did not judge"`
	Customers *float64 `json:"customers,omitempty" doc:"From 0 to 1: the mean of the questions that enough customers answered"`
	Distance  *float64 `json:"distance,omitempty" doc:"Team less customers, from -1 to 1"`
	Questions []Asked  `json:"questions" doc:"Those that customers answered"`
}

// Asked is one question and how many customers answered what; yes counts as good,
// no as bad.
type Asked struct {
	Question string   `json:"question" enum:"kept_promise,improved_life,felt"`
	Good     int      `json:"good"`
	Neutral  int      `json:"neutral"`
	Bad      int      `json:"bad"`
	Score    *float64 `json:"score,omitempty" doc:"From 0 to 1; left out when fewer than five answered"`
}

// Saying is how far the two verdicts are apart, or why that cannot be said.
type Saying string

// What verdicts say.
const (
	Close           Saying = "close"
	TeamHigher      Saying = "team_higher"
	CustomersHigher Saying = "customers_higher"
	NotAsked        Saying = "not_asked"
	TooFew          Saying = "too_few"
	NoTeamVerdict   Saying = "no_team_verdict"
)

const (
	// fewestAnswers is how many must answer a question: with five, what all of them
	// say is chance once in 32 times (the sign test, one-sided, below 1 in 20); with
	// four, once in 16.
	fewestAnswers = 5
	// apart is how far verdicts are apart at least to be called so. The team's has
	// three steps of a half; half a step is nearer to the same step than to another.
	apart = 0.25
)

// teamSays is the team's verdict of each outcome. Who stopped early has not judged
// whether it works.
var teamSays = map[Outcome]float64{Worked: 1, Unclear: 0.5, DidNotWork: 0}

// Verdicts computes the distance between the team's verdict and the customers'; nil
// for what never ran.
func (c Conclusion) Verdicts() *Verdicts {
	if c.Outcome == NotRun {
		return nil
	}
	v := &Verdicts{Questions: c.CustomersSay.asked()}
	if team, judged := teamSays[c.Outcome]; judged {
		v.Team = &team
	}
	v.Customers = meanOf(v.Questions)
	if v.Team != nil && v.Customers != nil {
		distance := *v.Team - *v.Customers
		v.Distance = &distance
	}
	v.Says = v.says()
	return v
}

func (v *Verdicts) says() Saying {
	switch {
	case len(v.Questions) == 0:
		return NotAsked
	case v.Customers == nil:
		return TooFew
	case v.Distance == nil:
		return NoTeamVerdict
	case *v.Distance >= apart:
		return TeamHigher
	case *v.Distance <= -apart:
		return CustomersHigher
	}
	return Close
}

// asked are the questions that somebody answered.
func (s *CustomersSay) asked() []Asked {
	asked := []Asked{}
	if s == nil {
		return asked
	}
	for _, a := range []Asked{
		{Question: "kept_promise", Good: s.KeptPromise.Yes, Bad: s.KeptPromise.No},
		{Question: "improved_life", Good: s.ImprovedLife.Yes, Bad: s.ImprovedLife.No},
		{Question: "felt", Good: s.Felt.Good, Neutral: s.Felt.Neutral, Bad: s.Felt.Bad},
	} {
		if a.answers() > 0 {
			a.Score = a.score()
			asked = append(asked, a)
		}
	}
	return asked
}

func (a Asked) answers() int { return a.Good + a.Neutral + a.Bad }

// score is the part of the answers that are good, a neutral one being half; nil
// when too few answered.
func (a Asked) score() *float64 {
	if a.answers() < fewestAnswers {
		return nil
	}
	score := (float64(a.Good) + float64(a.Neutral)/2) / float64(a.answers())
	return &score
}

// meanOf is the mean of the scores that are there; nil for none.
func meanOf(asked []Asked) *float64 {
	sum, n := 0.0, 0
	for _, a := range asked {
		if a.Score != nil {
			sum, n = sum+*a.Score, n+1
		}
	}
	if n == 0 {
		return nil
	}
	mean := sum / float64(n)
	return &mean
}
