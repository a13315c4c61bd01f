package demo

import (
	"github.com/google/go-cmp/cmp"
	"slices"
	"strings"
	"testing"
)

// Obstacles are of people there are, in all states and languages; what an experiment
// is to remove was posted before it.
func TestObstaclesAreWhole(t *testing.T) {
	d := load(t)
	tried, states, languages := map[string][]Experiment{}, map[string]int{}, map[string]int{}
	for _, e := range d.Experiments {
		if e.Obstacle != "" {
			tried[e.Obstacle] = append(tried[e.Obstacle], e)
		}
	}
	for _, o := range d.Obstacles {
		languages[o.Language]++
		state := string(o.Ended)
		for _, e := range tried[o.Key] {
			if e.RegisteredDaysAgo >= o.PostedDaysAgo || o.Ended != "" && e.ConcludedDaysAgo <= o.EndedDaysAgo {
				t.Errorf("%s is tried by %s before it was posted, or after it ended", o.Key, e.Slug)
			}
			if o.Ended == "" {
				state = "tried"
			}
		}
		states[state]++
		for _, key := range append([]string{o.Person}, o.MeToo...) {
			if d.person(key) == nil {
				t.Errorf("%s: nobody is called %q", o.Key, key)
			}
		}
		if p := d.person(o.Person); slices.Contains(o.MeToo, o.Person) || o.Team != "" && p.Team != o.Team || o.Text == "" {
			t.Errorf("%s is posted by %s for %q", o.Key, o.Person, o.Team)
		}
		if (o.Ended != "") != (o.Reason != "" && d.person(o.EndedBy) != nil && o.EndedDaysAgo > 0) {
			t.Errorf("%s ended without a reason, or has one and goes on", o.Key)
		}
		for _, p := range d.People {
			for _, name := range strings.Fields(p.Name) {
				if strings.Contains(o.Text+" "+o.Reason, name) {
					t.Errorf("%s names %s", o.Key, name)
				}
			}
		}
	}
	unique(t, "obstacle", d.Obstacles, func(o Obstacle) string { return o.Key })
	if diff := cmp.Diff(map[string]int{"": 4, "tried": 3, "removed": 4, "kept": 2}, states); diff != "" || len(languages) != 3 {
		t.Errorf("%v: %s", languages, diff)
	}
	for key := range tried {
		if find(d.Obstacles, func(o Obstacle) bool { return o.Key == key }) == nil {
			t.Errorf("there is no obstacle %q", key)
		}
	}
}
