package api_test

import (
	"testing"

	"ajar/internal/database"
)

// What a list is narrowed to is found in another way where there is much of it. It finds
// the same.
func TestTheCommonIsFoundAsTheRareIs(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.given(t, "lesson")
		v.pia.post(t, "/experiments", v.proposal(nil, object{"tags": []string{"warm"}, "submit": true})).want(201)
		v.inState(t, "in_review")
		v.inState(t, "running")
		paths := []string{"/experiments?tag=warm", "/reviews?gate=health_or_safety", "/reviews?gate=health_or_safety&state=open", "/reviews?turn=mine&gate=health_or_safety", "/reviews?my_teams=true",
			"/lessons?language=en", "/lessons?language=en&outcome=did_not_work", "/lessons?language=en&mine=true&facets=true", "/lessons?language=en&facets=true", "/lessons?language=pl"}
		rare := map[string]string{}
		for _, path := range paths {
			rare[path] = string(v.pia.get(t, path).want(200).raw)
		}
		const some = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
		for _, sql := range []string{
			"INSERT INTO requirements (experiment_id, revision, n, kind, gate, route, due, text, state, note) " + some +
				"SELECT q.experiment_id, q.revision, q.n + 1000 + i, q.kind, q.gate, q.route, q.due, q.text, 'not_needed', q.note FROM n, requirements q WHERE q.gate = 'health_or_safety'",
			"UPDATE facet_counts SET n = n + ? WHERE facet IN ('language', 'outcome') AND n > 0",
		} {
			if err := v.db.Write(t.Context()).Exec(sql, database.Few).Error; err != nil {
				t.Fatal(err)
			}
		}
		for _, path := range paths {
			if common := string(v.pia.get(t, path).want(200).raw); common != rare[path] {
				t.Errorf("%s finds %s, and where it is rare %s", path, common, rare[path])
			}
		}
	})
}
