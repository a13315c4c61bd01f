package lessons

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/text"
)

// However deep a page lies, an index begins where the page before ended: what lies before
// is never read.
func TestADeepPageBeginsInItsIndex(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		must(t, fill(t, db))
		deep := &Place{Month: "2021-03", ID: uuid.New()}
		for index, page := range map[string]func(*gorm.DB) *gorm.DB{
			"lessons_library": func(q *gorm.DB) *gorm.DB { return inOrder(q.Table("lessons").Where("edition > 0"), deep) },
			"thanks_newest":   func(q *gorm.DB) *gorm.DB { return newestThanks(q.Table("thanks"), *deep) },
		} {
			plans := databasetest.Plans(t, db, func() {
				must(t, page(db.Read(t.Context())).Limit(20).Find(&[]map[string]any{}).Error)
			})
			begins := map[database.Dialect]string{database.SQLite: index + ` \(month<\?`, database.Postgres: index + `.*Index Cond: \(+month`}[db.Dialect()]
			if !regexp.MustCompile(`(?s)` + begins).MatchString(plans) {
				t.Error(plans)
			}
		}
	})
}

// A page of what many lessons have is looked for in the library's order; what few have is
// found from its rarest facet on, also where each facet is common.
func TestAPageOfTwoFacets(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		must(t, fill(t, db))
		for facet, those := range map[string]string{"outcome": "1 = 1", "door": "month < '2023'", "moment": "month >= '2022-11'"} {
			must(t, db.Write(t.Context()).Exec("INSERT INTO lesson_facets (facet, value, lesson_id) SELECT ?, 'it', id FROM lessons WHERE "+those, facet).Error)
		}
		must(t, db.Write(t.Context()).Exec(`INSERT INTO facet_pairs (facet, value, other, other_value, n)
			SELECT a.facet, a.value, b.facet, b.value, COUNT(*) FROM lesson_facets a JOIN lesson_facets b ON b.lesson_id = a.lesson_id GROUP BY a.facet, a.value, b.facet, b.value`).Error)
		analyze(t, db)
		// PostgreSQL reads the index alone or, before a vacuum was there, by a bitmap.
		const rarest = "lesson_facets_pkey on lesson_facets r|Bitmap Index Scan on lesson_facets_pkey|SEARCH r USING"
		for _, asked := range []struct {
			facets map[string]string
			ends   string // the month; "": there is none
			by     string
		}{
			{map[string]string{"outcome": "it", "door": "it"}, "2022-12", "lessons_library"},
			{map[string]string{"moment": "it", "door": "it"}, "2022-12", rarest},
			{map[string]string{"moment": "it", "door": "other"}, "", rarest},
		} {
			plans := databasetest.Plans(t, db, func() {
				found, err := (&Store{db: db}).Library(t.Context(), Shelf{Facets: asked.facets, Limit: 20})
				must(t, err)
				ends := ""
				if found.Next != nil {
					ends = found.Next.Month
				}
				if ends != asked.ends {
					t.Errorf("%v: a page of %d ends in %q", asked.facets, len(found.Items), ends)
				}
			})
			if !regexp.MustCompile(asked.by).MatchString(plans) {
				t.Errorf("%v: %s", asked.facets, plans)
			}
		}
	})
}

// What most people share is found by an index of its state, however much is removed.
func TestWhatMostShareIsFoundByAnIndex(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var shared []map[string]any
		for i := range 6000 {
			state := map[bool]ObstacleState{true: ObstacleOpen, false: ObstacleRemoved}[i%50 == 0]
			shared = append(shared, map[string]any{"id": uuid.New(), "text": "", "language": "en", "shown_as": "", "month": "2026-01", "state": state, "reason": "", "ended_month": "", "me_too": i, "version": 1})
		}
		must(t, db.Write(t.Context()).Table("obstacles").CreateInBatches(shared, 500).Error)
		analyze(t, db)
		plans := databasetest.Plans(t, db, func() {
			_, err := (&Store{db: db}).Obstacles(t.Context(), accounts.Actor{}, Wanted{State: ObstacleOpen, Most: true, Limit: 3})
			must(t, err)
		})
		if !strings.Contains(plans, "obstacles_shared") {
			t.Errorf("the plan: %s", plans)
		}
	})
}

// analyze tells PostgreSQL what there is, as autovacuum does; nobody tells SQLite.
func analyze(t *testing.T, db *database.DB) {
	t.Helper()
	if db.Dialect() == database.Postgres {
		must(t, db.Write(t.Context()).Exec("ANALYZE").Error)
	}
}

// Who is not near is found by an index, however many people there are.
func TestNamesAreFoundByAnIndex(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		var people []map[string]any
		for i := range 6000 {
			name := fmt.Sprintf("Person%d Of%d", i, i)
			people = append(people, map[string]any{"id": uuid.New(), "name": name, "email": name, "roles": "member", "active": true, "version": 1, "created_at": time.Now(),
				"name_key": text.NameKey(name), "name_key_version": 1})
		}
		must(t, db.Write(t.Context()).Table("people").CreateInBatches(people, 500).Error)
		must(t, db.Write(t.Context()).Exec("ANALYZE").Error)
		plans := databasetest.Plans(t, db, func() {
			values := map[string]any{"teams": []uuid.UUID{uuid.New()}, "it": uuid.New(), "keys": `["a b"]`, "addresses": []string{"a@b.org"}}
			must(t, db.Read(t.Context()).Raw(nearAndNamed(db.Dialect()), values).Scan(&[]map[string]any{}).Error)
		})
		for _, index := range []string{"people_name_key", "people_without_name_key"} {
			if !strings.Contains(plans, index) {
				t.Errorf("%s is not used: %s", index, plans)
			}
		}
		if regexp.MustCompile(`SCAN p\b|Seq Scan on people`).MatchString(plans) {
			t.Errorf("everybody is read: %s", plans)
		}
	})
}

// fill shelves 6,000 lessons of 60 months and as many thanks, which belong to nothing.
func fill(t *testing.T, db *database.DB) error {
	t.Helper()
	loose := map[database.Dialect][]string{
		database.SQLite:   {"PRAGMA foreign_keys = OFF"},
		database.Postgres: {"ALTER TABLE lessons DISABLE TRIGGER ALL", "ALTER TABLE thanks DISABLE TRIGGER ALL"},
	}[db.Dialect()]
	for _, sql := range loose {
		must(t, db.Write(t.Context()).Exec(sql).Error)
	}
	var taught, given []map[string]any
	for i := range 6000 {
		month := fmt.Sprintf("20%02d-%02d", 20+i%5, 1+i%12)
		taught = append(taught, map[string]any{"id": uuid.New(), "experiment_id": uuid.New(), "team_id": uuid.New(), "draft": "{}", "version": 1, "edition": 1, "month": month, "published": "{}"})
		given = append(given, map[string]any{"id": uuid.New(), "text": "", "language": "en", "month": month, "from_team_id": uuid.New(), "from_shown_as": "", "to_team_id": uuid.New(), "to_shown_as": ""})
	}
	must(t, db.Write(t.Context()).Table("lessons").CreateInBatches(taught, 500).Error)
	must(t, db.Write(t.Context()).Table("thanks").CreateInBatches(given, 500).Error)
	return db.Write(t.Context()).Exec("ANALYZE").Error
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
