package api_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// publish concludes an experiment of the desk and publishes what was learned.
func (v *town) publish(t *testing.T, proposal, lesson object) reply {
	t.Helper()
	return v.publishOf(t, object{"outcome": "did_not_work"}, proposal, lesson)
}

func (v *town) publishOf(t *testing.T, conclusion, proposal, lesson object) reply {
	t.Helper()
	id := v.pia.post(t, "/experiments", v.proposal(nil, with(proposal, object{"submit": true, "start": true}))).want(201).text("id")
	v.pia.post(t, "/experiments/"+id+"/conclusion", conclusion).want(200)
	v.pia.put(t, "/experiments/"+id+"/lesson", with(learned, lesson), "If-Match", "*").want(200)
	return v.pia.post(t, "/experiments/"+id+"/lesson/publish", nil).want(200)
}

var (
	aDay  = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|T\d{2}:\d{2}`)
	anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
)

// A published lesson names no person, no day and no team of three: wherever a
// reader looks, and whatever is searched for.
func TestALessonGivesNobodyAway(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.join(t, v.desk, v.person(t, "Petra Third"))
		other := v.inState(t, "concluded")
		lesson := v.publish(t, nil, object{"supporting": []string{other}, "follow_ups": []object{
			{"what": "Buy lids", "team_id": v.desk, "due": "2026-12-24", "done": false}, {"what": "Paint the door", "done": true, "reason": "Not needed"}}})
		id := lesson.text("id")
		for _, path := range []string{"/lessons", "/lessons/" + id, "/lessons?facets=true", "/lessons?facets=true&q=lids", "/lessons?team=Guests"} {
			r := v.cora.get(t, path).want(200)
			if !strings.Contains(string(r.raw), "Buy lids") {
				t.Errorf("%s does not tell it", path)
			}
			told := anyID.ReplaceAllString(string(r.raw), "")
			for _, hidden := range []string{"Front desk", "Pia", "Paul", "Petra", "example.org", aDay.FindString(told)} {
				if hidden != "" && strings.Contains(told, hidden) {
					t.Errorf("%s tells %q: %s", path, hidden, r.raw)
				}
			}
			for _, hidden := range []string{v.desk, v.pia.id, v.paul.id} {
				if strings.Contains(string(r.raw), hidden) {
					t.Errorf("%s tells the id %s", path, hidden)
				}
			}
			for name := range r.header {
				if name != "Date" && aDay.MatchString(r.header.Get(name)) {
					t.Errorf("%s tells a day in %s", path, name)
				}
			}
		}
		if uuid.MustParse(id).Version() != 4 {
			t.Errorf("the id %s tells the time", id)
		}
		for _, narrow := range []string{"team=Front+desk", "team=" + v.desk, "q=Front", "q=Pia"} {
			if r := v.cora.get(t, "/lessons?"+narrow).want(200); len(r.list("items")) > 0 {
				t.Errorf("%s finds it", narrow)
			}
		}
		kept := v.pia.get(t, "/experiments/"+v.experimentOf(t, id)+"/lesson").want(200)
		if kept.text("follow_ups.0.due") != "2026-12-24" || kept.text("follow_ups.0.team_id") != v.desk || kept.at("published") != true {
			t.Errorf("the team reads %s", kept.raw)
		}
	})
}

func (v *town) experimentOf(t *testing.T, lesson string) string {
	t.Helper()
	return v.cora.get(t, "/lessons/"+lesson).want(200).text("experiment.id")
}

// Whether a team is shown is decided when it publishes.
func TestASmallTeamHides(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		publish := func() reply {
			t.Helper()
			id := v.publish(t, nil, nil).text("id")
			return v.cora.get(t, "/lessons/"+id).want(200)
		}
		shown := func(r reply, team string, named bool, when string) {
			t.Helper()
			if r.text("team") != team || (r.text("team_id") != "") != named {
				t.Errorf("%s it is %q with the id %q", when, r.text("team"), r.text("team_id"))
			}
		}
		two := publish()
		shown(two, "Guests", false, "of two in an area with another team")
		v.admin.patch(t, "/teams/"+v.calls, object{"area": "Phones"}).want(200)
		shown(publish(), "Harbour Hotels", false, "alone in its area")
		v.admin.patch(t, "/teams/"+v.desk, object{"area": ""}).want(200)
		shown(publish(), "Harbour Hotels", false, "without an area")
		third, fourth := v.person(t, "Third Person"), v.person(t, "Fourth Person")
		v.join(t, v.desk, third)
		v.join(t, v.desk, fourth)
		four := publish()
		shown(four, "Front desk", true, "of four")
		v.admin.patch(t, "/people/"+fourth.id, object{"active": false}).want(200)
		shown(publish(), "Harbour Hotels", false, "of four, one of whom has left")
		shown(v.cora.get(t, "/lessons/"+two.text("id")).want(200), "Guests", false, "published before, ")
		shown(v.cora.get(t, "/lessons/"+four.text("id")).want(200), "Front desk", true, "published before, ")
		v.pia.post(t, "/experiments/"+four.text("experiment.id")+"/lesson/publish", nil).want(200)
		shown(v.cora.get(t, "/lessons/"+four.text("id")).want(200), "Harbour Hotels", false, "published again, ")
	})
}

// What is edited after publishing is read when it is published again.
func TestEditions(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		first := v.publish(t, nil, object{"noticed": "By the smell"})
		id := first.text("id")
		at := "/experiments/" + v.experimentOf(t, id) + "/lesson"
		read := v.cora.get(t, "/lessons/"+id).want(200)
		same := v.pia.put(t, at, with(learned, object{"noticed": "By the smell", "tags": []string{}, "follow_ups": []object{}}), "If-Match", first.etag()).want(200)
		if same.at("published") != true {
			t.Errorf("the same again is not what readers see: %s", same.raw)
		}
		edited := v.pia.put(t, at, with(learned, object{"noticed": "By the umbrella", "conditions": []object{{"kind": "training", "text": "Nobody knew"}}}), "If-Match", same.etag()).want(200)
		if edited.at("published") != false || edited.at("edition") != 1.0 {
			t.Errorf("edited: %s", edited.raw)
		}
		for query, n := range map[string]int{"kind=tools": 1, "kind=training": 0, "q=smell": 1, "q=umbrella": 0} {
			if r := v.cora.get(t, "/lessons?"+query).want(200); len(r.list("items")) != n {
				t.Errorf("before it is published again, %s finds %d", query, len(r.list("items")))
			}
		}
		if r := v.cora.get(t, "/lessons/"+id).want(200); string(r.raw) != string(read.raw) || r.etag() != read.etag() {
			t.Errorf("readers see the edit: %s", r.raw)
		}
		v.pia.post(t, at+"/publish", nil, "If-Match", edited.etag()).want(200)
		again := v.cora.get(t, "/lessons/"+id).want(200)
		if again.text("noticed") != "By the umbrella" || again.at("edition") != 2.0 || again.etag() == read.etag() {
			t.Errorf("published again: %s", again.raw)
		}
		for query, n := range map[string]int{"kind=tools": 0, "kind=training": 1, "q=smell": 0, "q=umbrella": 1} {
			if r := v.cora.get(t, "/lessons?"+query).want(200); len(r.list("items")) != n {
				t.Errorf("after it is published again, %s finds %d", query, len(r.list("items")))
			}
		}
	})
}

func TestAnUnpublishedLessonIsNotThere(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.given(t, "written")
		lesson := v.pia.get(t, "/experiments/"+id+"/lesson").want(200).text("id")
		v.cora.get(t, "/lessons/"+lesson).refused(404, "not-found")
		v.pia.get(t, "/lessons/"+lesson).refused(404, "not-found")
		if r := v.cora.get(t, "/lessons?facets=true").want(200); len(r.list("items")) > 0 || len(r.list("facets.kind")) > 0 {
			t.Errorf("the library: %s", r.raw)
		}
		r := v.cora.post(t, "/experiments", v.proposal(nil, object{"team_id": v.calls, "builds_on": []string{lesson}})).refused(422, "invalid-input")
		if r.places()["body.builds_on"] != "unknown" {
			t.Errorf("built on what is not published: %s", r.raw)
		}
	})
}

// Later months come first, and of a month what speaks against trying the same; else
// the order says nothing of when.
func TestTheLibrarysOrder(t *testing.T) {
	hollow := object{"outcome": "worked", "right_reason": "no"}
	inTown(t, func(t *testing.T, v *town) {
		published := map[string][]string{}
		for range 3 {
			month := v.watch.month()
			for _, conclusion := range []object{{"outcome": "worked"}, {"outcome": "did_not_work"}, {"outcome": "unclear"}, hollow} {
				of := month
				if conclusion["right_reason"] == "no" || conclusion["outcome"] == "did_not_work" {
					of += " contrary"
				}
				published[of] = append(published[of], v.publishOf(t, conclusion, nil, nil).text("id"))
			}
			v.watch.pass(31 * 24 * time.Hour)
		}
		want := []string{}
		for _, month := range []string{"2027-01", "2026-12", "2026-11"} {
			for _, of := range []string{month + " contrary", month} {
				slices.Sort(published[of])
				want = append(want, published[of]...)
			}
		}
		if diff := cmp.Diff(want, v.cora.walk(t, "/lessons", 5, "id", nothing)); diff != "" {
			t.Error(diff)
		}
	})
}

// A conclusion belongs to the month that it was in the organisation's time zone.
func TestTheMonthIsTheOrganisations(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.watch.at.Store(time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC).UnixMicro()) // half past midnight in Madrid
		id := v.publish(t, nil, nil).text("id")
		if r := v.cora.get(t, "/lessons/"+id).want(200); r.text("month") != "2026-12" {
			t.Errorf("it is of %s", r.text("month"))
		}
	})
}

func TestMaturity(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		others := []string{v.inState(t, "concluded"), v.inState(t, "concluded"), v.ended(t, "worked")}
		for _, c := range []struct {
			lesson   object
			maturity string
		}{
			{object{}, "emerging"}, {object{"supporting": others[:1]}, "supported"}, {object{"supporting": others}, "confirmed"},
			{object{"supporting": others[:2], "contradicting": others[2:]}, "emerging"},
		} {
			if r := v.cora.get(t, "/lessons/"+v.publish(t, nil, c.lesson).text("id")).want(200); r.text("maturity") != c.maturity {
				t.Errorf("%v is %s", c.lesson, r.text("maturity"))
			}
		}
	})
}

// shelf are lessons that differ in what is searched and counted.
var shelf = []struct{ proposal, lesson object }{
	{object{"title": "Call back within the hour"}, object{"headline": "When we call back within the hour, fewer complain, because they feel heard", "conditions": []object{{"kind": "workload", "text": "Mondays are full"}}}},
	{object{"title": "Refund without the receipt"}, object{"headline": "When we refund at once, few cheat, because trust is answered", "conditions": []object{{"kind": "rules", "text": "The till asks for a receipt"}, {"kind": "tools", "text": "The till again"}}}},
	{object{"title": "Devolver sin recibo", "language": "es"}, object{"headline": "Cuando devolvemos en el acto, casi nadie abusa, porque la confianza se responde", "conditions": []object{{"kind": "rules", "text": "La caja pide el recibo"}}}},
	{object{"title": "Zwrot bez paragonu", "language": "pl"}, object{"headline": "Gdy zwracamy od ręki, mało kto oszukuje, bo zaufanie działa w obie strony", "conditions": []object{{"kind": "training", "text": "Nikt nie znał zasad"}}}},
	{object{"title": "A second till at noon"}, object{"headline": "When the second till opens at noon, the queue stays, because the menu is long", "conditions": []object{{"kind": "workload", "text": "One cook"}}}},
}

// Readers find it in their own words, and both databases find the same.
func TestTheLibraryFinds(t *testing.T) {
	t.Parallel()
	found := map[string]map[database.Dialect][]string{}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := build(t, db).settle(t)
		for _, s := range shelf {
			v.publish(t, s.proposal, s.lesson)
		}
		for _, c := range []struct{ query, best string }{
			{"refunding", "Refund without the receipt"}, {"recibos", "Devolver sin recibo"}, {"paragon", "Zwrot bez paragonu"}, {"zwracac reki", "Zwrot bez paragonu"},
			{"recall the hour calls", "Call back within the hour"}, {"queue noon till", "A second till at noon"}, {"xylophone", ""},
			{"till&language=en", ""}, {"receipt&kind=tools", "Refund without the receipt"}, {"receipt&kind=training", ""},
		} {
			query, rest, _ := strings.Cut(c.query, "&")
			r := v.cora.get(t, "/lessons?q="+url.QueryEscape(query)+"&"+rest).want(200)
			titles := []string{}
			for i := range r.list("items") {
				titles = append(titles, r.text(fmt.Sprintf("items.%d.experiment.title", i)))
			}
			if c.best != "" && (len(titles) == 0 || titles[0] != c.best) || strings.Contains(c.query, "xylophone") && len(titles) > 0 || c.query == "receipt&kind=training" && len(titles) > 0 {
				t.Errorf("%s finds %v first", c.query, titles)
			}
			if found[c.query] == nil {
				found[c.query] = map[database.Dialect][]string{}
			}
			found[c.query][db.Dialect()] = titles
		}
	})
	for query, by := range found {
		if diff := cmp.Diff(by[database.SQLite], by[database.Postgres]); diff != "" {
			t.Errorf("the databases differ on %s: %s", query, diff)
		}
	}
}

// A facet counts the lessons that choosing it would leave.
func TestFacetsCount(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, s := range shelf {
			v.publish(t, s.proposal, s.lesson)
		}
		for _, c := range []struct {
			query string
			want  map[string]float64
		}{
			{"", map[string]float64{"kind workload": 2, "kind rules": 2, "kind tools": 1, "kind training": 1, "language en": 3, "language es": 1, "language pl": 1, "outcome did_not_work": 5,
				"team Guests": 5, "door two_way": 5, "maturity emerging": 5}},
			{"language=en", map[string]float64{"kind workload": 2, "kind rules": 1, "kind tools": 1, "language en": 3, "outcome did_not_work": 3, "team Guests": 3, "door two_way": 3, "maturity emerging": 3}},
			{"kind=rules&language=es", map[string]float64{"kind rules": 1, "language es": 1, "outcome did_not_work": 1, "team Guests": 1, "door two_way": 1, "maturity emerging": 1}},
			{"q=refund+receipt", map[string]float64{"kind rules": 2, "kind tools": 1, "kind training": 1, "language en": 1, "language es": 1, "language pl": 1, "outcome did_not_work": 3,
				"team Guests": 3, "door two_way": 3, "maturity emerging": 3}},
			{"q=refund+receipt&language=en", map[string]float64{"kind rules": 1, "kind tools": 1, "language en": 1, "outcome did_not_work": 1, "team Guests": 1, "door two_way": 1, "maturity emerging": 1}},
			{"kind=environment", map[string]float64{}},
			{"mine=true", map[string]float64{}}, // Cora's team published none
			{"mine=true&q=refund", map[string]float64{}},
		} {
			r := v.cora.get(t, "/lessons?facets=true&limit=1&"+c.query).want(200)
			got := map[string]float64{}
			for name, counts := range r.at("facets").(object) {
				for _, count := range counts.([]any) {
					got[name+" "+count.(object)["value"].(string)] = count.(object)["count"].(float64)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%q: %s", c.query, diff)
			}
		}
	})
}

// The whole library is counted as lessons are shelved: whatever is published, published
// again, superseded and found otherwise, the counts are those of a recount.
func TestFacetCountsStayTrue(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := build(t, db).settle(t)
		chance := rand.New(rand.NewPCG(19, 27))
		kinds := []string{"workload", "rules", "tools", "training"}
		var lessons, experiments []string
		for range 30 {
			lesson := object{"conditions": []object{{"kind": kinds[chance.IntN(4)], "text": "One"}, {"kind": kinds[chance.IntN(4)], "text": "Two"}}}
			if n := len(lessons); n > 0 {
				named := []string{experiments[chance.IntN(n)]}
				lesson = with(lesson, object{[]string{"supporting", "contradicting"}[chance.IntN(2)]: named})
			}
			switch n := len(lessons); {
			case n < 3 || chance.IntN(3) == 0:
				id := v.publish(t, nil, lesson).text("id")
				lessons, experiments = append(lessons, id), append(experiments, v.experimentOf(t, id))
			case chance.IntN(2) == 0:
				at := "/experiments/" + experiments[chance.IntN(n)] + "/lesson"
				v.pia.put(t, at, with(learned, lesson), "If-Match", "*").want(200)
				v.pia.post(t, at+"/publish", nil).want(200)
			default:
				older := chance.IntN(n - 1)
				by := []any{lessons[older+1], nil}[chance.IntN(2)]
				v.pia.put(t, "/lessons/"+lessons[older]+"/superseded-by", object{"lesson_id": by}, "If-Match", "*").want(200)
			}
			v.work(t)
		}
		for count, recount := range map[string]string{
			"SELECT facet, value, n FROM facet_counts WHERE n <> 0 ORDER BY facet, value": "SELECT facet, value, COUNT(*) AS n FROM lesson_facets GROUP BY facet, value ORDER BY facet, value",
			"SELECT facet, value, other, other_value, n FROM facet_pairs WHERE n <> 0 ORDER BY facet, value, other, other_value": `SELECT a.facet, a.value, b.facet AS other, b.value AS other_value, COUNT(*) AS n
				FROM lesson_facets a JOIN lesson_facets b ON b.lesson_id = a.lesson_id GROUP BY a.facet, a.value, b.facet, b.value ORDER BY a.facet, a.value, b.facet, b.value`,
		} {
			var kept, recounted []struct {
				Facet, Value, Other, OtherValue string
				N                               int
			}
			if err := errors.Join(db.Read(t.Context()).Raw(count).Scan(&kept).Error, db.Read(t.Context()).Raw(recount).Scan(&recounted).Error); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(recounted, kept); diff != "" || len(kept) < 8 {
				t.Errorf("%d counts: %s", len(kept), diff)
			}
		}
	})
}

// Who decided is told to those who were there, and to others while it goes on.
func TestAConcludedReviewGivesNobodyAway(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		v.decide(t, v.rosa, id, "approve", nil).want(201)
		review := "/reviews/" + v.reviewOf(t, id)
		reads := func(g guest, by, language string) {
			t.Helper()
			if r := g.get(t, review, "Accept-Language", language).want(200); r.text("gates.0.decisions.0.by") != by {
				t.Errorf("%s reads %q", g.name, r.text("gates.0.decisions.0.by"))
			}
		}
		v.pia.post(t, "/experiments/"+id+"/start", nil).want(200)
		reads(v.cora, "Rosa Review", "en")
		v.pia.post(t, "/experiments/"+id+"/stop", nil).want(200)
		for _, g := range []guest{v.pia, v.rosa, v.admin} {
			reads(g, "Rosa Review", "pl")
		}
		reads(v.cora, "a reviewer", "en")
		reads(v.leo, "ktoś z recenzentów", "pl")
	})
}

// To readers from outside a concluded experiment tells months and no names, not
// even in the ids of what happened.
func TestAConcludedTimelineGivesNobodyAway(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		at := "/experiments/" + id
		v.decide(t, v.rosa, id, "approve", nil).want(201)
		v.pia.post(t, at+"/start", nil).want(200)
		if r := v.cora.get(t, at+"/timeline").want(200); r.text("items.0.by") != "Pia Proposer" {
			t.Errorf("while it runs, everyone reads who: %s", r.raw)
		}
		v.pia.patch(t, at, object{"ends_on": v.watch.day(3)}).want(200)
		v.pia.post(t, at+"/stop", nil).want(200)
		shared := v.pia.get(t, at+"/timeline").want(200).each("items", "id")
		for _, g := range []guest{v.pia, v.rosa, v.admin} {
			if r := g.get(t, at+"/timeline").want(200); r.text("items.0.by") != "Pia Proposer" || !aDay.MatchString(r.text("items.0.at")) {
				t.Errorf("%s reads %s", g.name, r.raw)
			}
		}
		for _, g := range []guest{v.cora, v.leo} {
			r := g.get(t, at+"/timeline").want(200)
			told := anyID.ReplaceAllString(string(r.raw), "")
			if strings.Contains(told, "Pia") || strings.Contains(told, "Rosa") || aDay.MatchString(told) || r.text("items.0.at") != "2026-11" {
				t.Errorf("%s reads %s", g.name, r.raw)
			}
			for _, id := range r.each("items", "id") {
				if uuid.MustParse(id).Version() == 7 {
					t.Errorf("the id %s tells the time", id)
				}
			}
			if ids := r.each("items", "id"); len(slices.Compact(slices.Sorted(slices.Values(ids)))) != len(ids) || !slices.Equal(ids, shared) {
				t.Errorf("the ids do not stand for what happened: %v", ids)
			}
		}
	})
}

// No person of the registry is named by what readers see: who had a part in it by no
// name at all, others not by their whole name, which nobody else has.
func TestAPublishedLessonNamesNobody(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.pia.post(t, "/experiments", v.proposal(nil, object{"change": "Pia pours tea", "submit": true, "start": true})).want(201).text("id")
		at := "/experiments/" + id
		v.pia.post(t, at+"/conclusion", object{"outcome": "worked"}).want(200)
		written := with(learned, object{"headline": "When Paul pours, then guests stay", "happened": "Cora Caller rang, and Paul’s kettle was cold. Cora is a name.",
			"noticed":    "Cora.Caller@Example.org wrote to shop@example.org",
			"conditions": []object{{"kind": "tools", "text": "Rosa Review had the key"}}, "tags": []string{"tea", "Paul"}})
		preview := v.pia.post(t, at+"/lesson/preview", written).want(200)
		v.pia.put(t, at+"/lesson", written, "If-Match", "*").want(200)
		published := v.pia.post(t, at+"/lesson/publish", nil).want(200)
		if published.at("named") != 6.0 || published.at("published") != true || published.text("headline") != "When a colleague pours, then guests stay" {
			t.Errorf("published: %s", published.raw)
		}
		lesson := v.cora.get(t, "/lessons/"+published.text("id")).want(200)
		got := []string{lesson.text("headline"), lesson.text("happened"), lesson.text("conditions.0.text"), lesson.text("change"), lesson.text("noticed")}
		want := []string{"When a colleague pours, then guests stay", "A colleague rang, and a colleague’s kettle was cold. Cora is a name.", "A colleague had the key", "A colleague pours tea", "A colleague wrote to shop@example.org"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if tags := lesson.at("tags"); !reflect.DeepEqual(tags, []any{"tea"}) {
			t.Errorf("the tags are %v", tags)
		}
		for _, name := range []string{"headline", "happened", "conditions", "tags", "expected", "change", "team", "month", "edition"} {
			if !reflect.DeepEqual(preview.at(name), lesson.at(name)) {
				t.Errorf("%s is %v in the preview, and %v to readers", name, preview.at(name), lesson.at(name))
			}
		}
		if again := v.pia.post(t, at+"/lesson/publish", nil).want(200); again.at("named") != nil {
			t.Errorf("published again: %s", again.raw)
		}
	})
}

// Whole names are found in every case of Polish, also of people who were there before
// names had keys, and of whom a replica of the version before renames.
func TestAPublishedLessonNamesNobodyInPolish(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.person(t, "Marta Kowalska")
		marek := v.person(t, "Marek Nowak")
		publish := func(when string) {
			t.Helper()
			id := v.pia.post(t, "/experiments", v.proposal(nil, object{"language": "pl", "gaming_risk": "Marek Nowak", "submit": true, "start": true})).want(201).text("id")
			at := "/experiments/" + id
			v.pia.post(t, at+"/conclusion", object{"outcome": "worked"}).want(200)
			v.pia.put(t, at+"/lesson", with(learned, object{"headline": "Gdy lejemy herbatę, goście zostają", "happened": "Rozmawialiśmy z Martą Kowalską.",
				"surprise": "Powiedzieliśmy o tym Marcie Kowalskiej.", "went_well": "Widzieliśmy Marka Pawlaka i Martę Nowak.", "noticed": "Bez Marka Nowaka nie było kluczy."}), "If-Match", "*").want(200)
			published := v.pia.post(t, at+"/lesson/publish", nil).want(200)
			got := []string{published.text("happened"), published.text("surprise"), published.text("went_well"), published.text("noticed")}
			want := []string{"Rozmawialiśmy z kimś z zespołu.", "Powiedzieliśmy o tym komuś z zespołu.", "Widzieliśmy Marka Pawlaka i Martę Nowak.", "Bez kogoś z zespołu nie było kluczy."}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(when, diff)
			}
		}
		write := func(sql string, values ...any) {
			t.Helper()
			if err := v.db.Write(t.Context()).Exec(sql, values...).Error; err != nil {
				t.Fatal(err)
			}
		}
		sweep := func() {
			t.Helper()
			if err := v.accounts.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		publish("as they are made:")
		write("UPDATE people SET name_key = '', name_key_version = 0")
		publish("from before:")
		sweep()
		publish("with keys made later:")
		v.admin.patch(t, "/people/"+marek.id, object{"name": "Somebody Else"}).want(200)
		write("UPDATE people SET name = 'Marek Nowak', version = version + 1 WHERE id = ?", marek.id)
		publish("renamed by the version before:")
		sweep()
		publish("renamed, with a key made later:")
		v.admin.patch(t, "/people/"+marek.id, object{"name": "Somebody Else"}).want(200)
		v.admin.patch(t, "/people/"+marek.id, object{"name": "Marek Nowak"}).want(200)
		publish("renamed:")
	})
}

// A lesson tells on how much it stands: customers, and days without a date.
func TestALessonTellsOnHowMuchItStands(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		v.watch.pass(50 * time.Hour)
		v.pia.post(t, at+"/check-ins", v.seen(0, object{"customers_reached": 31})).want(201)
		v.pia.post(t, at+"/conclusion", object{"outcome": "unclear"}).want(200)
		v.pia.put(t, at+"/lesson", learned, "If-Match", "*").want(200)
		id := v.pia.post(t, at+"/lesson/publish", nil).want(200).text("id")
		r := v.cora.get(t, "/lessons/"+id).want(200)
		if diff := cmp.Diff([]any{31.0, 3.0}, []any{r.at("customers"), r.at("days")}); diff != "" {
			t.Error(diff)
		}
	})
}

// A lesson that was published while e-mail addresses were not yet taken for names loses them
// once: for readers, in its document and the feed, in its editions, for the search and in
// what its team goes on writing.
func TestALessonOfOldLosesItsAddresses(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		address := "night.porter@example.org" // nobody's, so far
		v.publish(t, nil, object{"happened": "They waited for " + address, "tags": []string{"tea", address}})
		lesson := v.publish(t, object{"title": "Tea by " + address, "way_back": "Ask " + address}, object{"happened": "They asked " + address})
		id, at := lesson.text("id"), "/experiments/"+v.experimentOf(t, lesson.text("id"))
		v.pia.post(t, at+"/lesson/publish", nil).want(200)
		v.admin.patch(t, "/people/"+v.paul.id, object{"email": address}).want(200)
		published := v.cora.get(t, "/lessons?exact=true&q=porter").want(200).each("items", "id")
		if len(published) != 2 {
			t.Fatalf("of old, %d are found by the address", len(published))
		}
		for _, kept := range published {
			row := map[string]any{"id": uuid.New(), "kind": "lesson.addresses", "key": kept, "data": "{}", "run_at": v.watch.now(), "attempts": 0, "error": ""}
			if err := v.db.Write(t.Context()).Table("jobs").Create(row).Error; err != nil {
				t.Fatal(err)
			}
		}
		v.work(t)
		feed := v.cora.post(t, "/feed-key", nil).want(201).text("address")
		shown := []reply{v.cora.get(t, "/lessons/"+id).want(200), v.cora.get(t, "/lessons/"+id+".md").want(200), v.cora.get(t, "/lessons/"+id+"/editions/1").want(200),
			v.pia.get(t, at+"/lesson").want(200), v.cora.get(t, "/lessons").want(200)}
		for _, r := range shown {
			if strings.Contains(string(r.raw), "@") || !strings.Contains(string(r.raw), "a colleague") && r.list("items") == nil {
				t.Errorf("%s: %s", r.asked, r.raw)
			}
		}
		if entries := v.feed(t, feed); strings.Contains(fmt.Sprint(entries), "@") {
			t.Errorf("the feed tells %v", entries)
		}
		if found := v.cora.get(t, "/lessons?exact=true&q=porter").want(200).list("items"); len(found) > 0 {
			t.Errorf("it is found by the address: %v", found)
		}
		if d := v.pia.get(t, at+"/lesson").want(200); d.at("published") != true {
			t.Errorf("what the team reads is not what readers do: %s", d.raw)
		}
	})
}
