package api_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// Whatever is sent, half made after the document and half not, is answered as the
// document says and never by a fault of ours.
func TestAMonkeyAtTheDoor(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		m := monkey{v: v, random: rand.New(rand.NewPCG(2026, 11)), ids: map[string][]string{
			"teams": {v.desk, v.calls}, "people": {v.pia.id, v.rosa.id, v.nora.id}, "moments": {v.given(t, "moment")}, "lessons": {v.given(t, "lesson")},
			"routes": {"safety", "money", "lead"}, "tokens": {v.pia.id}, "sessions": {v.pia.id}, "notifications": {v.pia.id}, "experiments": {"E-1", "e-2"},
		}}
		earned, door := v.earned(t)
		m.ids["templates"], m.ids["doors"] = []string{earned, v.proven(t)}, []string{door}
		for _, state := range []string{"draft", "in_review", "ready", "running", "paused", "concluded", "declined"} {
			m.ids["experiments"] = append(m.ids["experiments"], v.inState(t, state))
		}
		m.ids["obstacles"] = []string{v.obstacle(t, v.pia, nil), v.obstacle(t, v.cora, nil)}
		m.ids["follow-ups"] = []string{v.given(t, "follow-up"), v.given(t, "follow-up")}
		m.ids["thanks"] = []string{v.given(t, "thanks"), v.given(t, "thanks")}
		m.ids["reviews"] = v.rosa.get(t, "/reviews").want(200).each("items", "id")
		for range 30 {
			for _, o := range operations {
				if slices.Contains(spared, o.id) {
					continue
				}
				method, template := v.find(t, o.id)
				op := byMethod(v.api.Document().Paths["/api/v1"+template])[method]
				r := m.guest().call(t, method, m.path(op, template), m.body(op), m.headers()...)
				if r.status >= 500 {
					t.Errorf("%s answered %d: %s", r.asked, r.status, r.raw)
				}
			}
			v.admin.put(t, "/teams/"+v.desk+"/members/"+v.pia.id, nil).want(200) // should it have been taken out
		}
	})
}

// spared are operations that cost the time of a password each, and the one whose
// answer does not end.
var spared = []string{"set-up", "sign-in", "redeem-invitation", "change-password", "follow-events"}

// monkey sends what comes to its mind.
type monkey struct {
	v      *town
	random *rand.Rand
	ids    map[string][]string // by the collection they are of
}

func (m monkey) chance(percent int) bool { return m.random.IntN(100) < percent }

func pick[T any](m monkey, all []T) T { return all[m.random.IntN(len(all))] }

func (m monkey) guest() guest {
	return pick(m, []guest{m.v.pia, m.v.pia, m.v.paul, m.v.rosa, m.v.cora, m.v.admin, m.v.admin})
}

func (m monkey) headers() []string {
	headers := []string{"If-Match", pick(m, []string{"*", "*", `"1"`, `"2"`, "", `W/"1"`, "é"})}
	if m.chance(10) {
		headers = append(headers, keyHeader, pick(m, []string{"a", "b", strings.Repeat("k", 201)}))
	}
	if m.chance(10) {
		headers = append(headers, "Accept-Language", pick(m, []string{"pl", "es-MX, en;q=0.1", "*", "xx-yy-zz", ";;;"}))
	}
	return headers
}

func (m monkey) path(op *huma.Operation, template string) string {
	query := url.Values{}
	for _, p := range op.Parameters {
		value := fmt.Sprint(m.value(p.Schema, 0))
		switch {
		case p.In == "path":
			template = strings.Replace(template, "{"+p.Name+"}", url.PathEscape(m.named(strings.Split(template, "/")[1], p.Name, value)), 1)
		case p.In == "query" && m.chance(30):
			query.Set(p.Name, strings.Trim(value, "[]"))
		}
	}
	return template + "?" + query.Encode()
}

// named is mostly something of the collection that is there.
func (m monkey) named(collection, parameter, value string) string {
	switch {
	case m.chance(10) && value != "" && strings.Trim(value, ".") != "":
		return value
	case parameter == "n":
		return fmt.Sprint(1 + m.random.IntN(3))
	case parameter == "person_id":
		return pick(m, m.ids["people"])
	case parameter == "door":
		return pick(m, m.ids["doors"])
	}
	return pick(m, m.ids[collection])
}

func (m monkey) body(op *huma.Operation) any {
	if op.RequestBody == nil || m.chance(3) {
		return nil
	}
	return m.value(op.RequestBody.Content["application/json"].Schema, 0)
}

var odd = []any{nil, true, -1, 1.5, 1e300, "", " ", "\u202e", "x'--", []any{}, object{}, []any{nil, 1}, object{"a": nil}, strings.Repeat("ż", 9000)}

// value is one of the schema, mostly.
func (m monkey) value(s *huma.Schema, depth int) any {
	if s.Ref != "" {
		s = m.v.api.Document().Components.Schemas.SchemaFromRef(s.Ref)
	}
	switch {
	case m.chance(1) || depth > 5:
		return pick(m, odd)
	case len(s.Enum) > 0:
		return pick(m, s.Enum)
	}
	switch s.Type {
	case huma.TypeBoolean:
		return m.chance(50)
	case huma.TypeInteger:
		return m.random.IntN(300)
	case huma.TypeNumber:
		return float64(m.random.IntN(200000)) / 100
	case huma.TypeString:
		return m.text(s.Format)
	case huma.TypeArray:
		all := make([]any, m.random.IntN(4))
		for i := range all {
			all[i] = m.value(s.Items, depth+1)
		}
		return all
	}
	o := object{}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if slices.Contains(s.Required, name) && m.chance(95) || m.chance(60) {
			o[name] = m.value(s.Properties[name], depth+1)
		}
		if _, there := o[name].(string); there && name == "team_id" {
			o[name] = m.v.desk
		}
	}
	return o
}

func (m monkey) text(format string) string {
	switch format {
	case "uuid":
		return pick(m, m.ids[pick(m, []string{"teams", "people", "moments", "lessons", "templates"})])
	case "date":
		return pick(m, []string{m.v.watch.day(3), m.v.watch.day(9), "2020-02-29", "9999-12-31", "0001-01-01"})
	case "date-time":
		return pick(m, []string{"2030-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999+14:00"})
	}
	return pick(m, []string{"tea", "żółć", "Té caliente", "🍵", "line\nbreak", "\u0301", strings.Repeat("long ", 30), "E-1", "safety", fmt.Sprint("name ", m.random.IntN(1000)), fmt.Sprintf("a%d@example.org", m.random.IntN(1000))})
}
