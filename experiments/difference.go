package experiments

import "encoding/json"

// Difference is one field in which two revisions differ, with both values as
// JSON; null where the field was empty.
type Difference struct {
	Field    string          `json:"field"`
	Material bool            `json:"material" doc:"Whether a change of it asks for a new review"`
	From     json.RawMessage `json:"from"`
	To       json.RawMessage `json:"to"`
}

// Difference lists the fields in which next differs from p, with both values.
func (p Proposal) Difference(next Proposal) ([]Difference, error) {
	before, err := p.byField()
	if err != nil {
		return nil, err
	}
	after, err := next.byField()
	if err != nil {
		return nil, err
	}
	differences := []Difference{}
	for _, f := range p.Compare(next) {
		differences = append(differences, Difference{f.name, f.material, orNull(before[f.name]), orNull(after[f.name])})
	}
	return differences, nil
}

func (p Proposal) byField() (map[string]json.RawMessage, error) {
	document, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	var values map[string]json.RawMessage
	return values, json.Unmarshal(document, &values)
}

func orNull(v json.RawMessage) json.RawMessage {
	if v == nil {
		return json.RawMessage("null")
	}
	return v
}
