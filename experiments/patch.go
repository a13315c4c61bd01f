package experiments

import (
	"encoding/json"
	"maps"
)

// Patch is a proposal in part, as a merge patch of RFC 7396: null empties a field,
// and answers merge by key.
type Patch json.RawMessage

// MarshalJSON is the patch as it was written.
func (p Patch) MarshalJSON() ([]byte, error) { return json.RawMessage(p).MarshalJSON() }

// UnmarshalJSON keeps the patch as it was written.
func (p *Patch) UnmarshalJSON(written []byte) error {
	return (*json.RawMessage)(p).UnmarshalJSON(written)
}

// Patched is the proposal with the patch applied. A patch that does not fit a
// proposal is an error, beside the proposal with all of it that does.
func (p Proposal) Patched(patch Patch) (patched Proposal, err error) {
	before, err := json.Marshal(p)
	if err != nil {
		return p, err
	}
	var target, changes any
	if err := json.Unmarshal(before, &target); err != nil {
		return p, err
	}
	if err := json.Unmarshal(patch, &changes); err != nil {
		return p, err
	}
	after, err := json.Marshal(merge(target, changes))
	if err != nil {
		return p, err
	}
	err = json.Unmarshal(after, &patched)
	return patched, err
}

// merge is the algorithm of RFC 7396, section 2.
func merge(target, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	old, _ := target.(map[string]any)
	merged := maps.Clone(old)
	if merged == nil {
		merged = map[string]any{}
	}
	for key, value := range changes {
		if value == nil {
			delete(merged, key)
			continue
		}
		merged[key] = merge(merged[key], value)
	}
	return merged
}
