package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// lists are the requests that read many, as a house is asked: by its reader, or by an
// administrator where only one may.
func (h house) lists() []list {
	mine, other, moment := h.teams[0].String(), h.teams[1].String(), h.moments[0].String()
	var all []list
	add := func(path string, filters ...string) {
		for _, f := range filters {
			all = append(all, list{path: path, filter: f, token: h.reader})
		}
	}
	add("/experiments", "", "status=concluded", "status=in_review", "status=running", "status=draft", "status=paused", "status=ready", "status=withdrawn", "status=declined", "status=archived",
		"status=running,paused", "door=one_way", "door=two_way", "team="+mine, "team="+other, "moment="+moment, "template="+h.template.String(), "obstacle="+h.obstacle.String(), "builds_on="+h.ids[0],
		"outcome=worked", "outcome=not_run", "tag=tag7", "tag=rare7", "tag=none", "mine=true", "owes_lesson=true", "owes_recovery=true",
		"mine=true&owes_lesson=true", "mine=true&status=in_review", "mine=true&status=concluded", "mine=true&status=draft", "mine=true&outcome=worked",
		"team="+other+"&status=in_review", "team="+other+"&status=running", "team="+other+"&status=concluded", "team="+other+"&status=draft", "team="+other+"&status=withdrawn", "team="+other+"&status=archived",
		"team="+other+"&door=one_way", "team="+other+"&moment="+moment, "team="+other+"&outcome=worked", "team="+other+"&outcome=not_run", "team="+other+"&tag=tag7", "team="+other+"&owes_lesson=true",
		"status=running&moment="+moment, "status=in_review&moment="+moment, "status=draft&moment="+moment, "status=running&door=one_way", "status=in_review&door=two_way", "status=concluded&outcome=worked", "status=running&tag=tag7", "status=concluded&tag=tag7",
		"outcome=worked&moment="+moment, "outcome=worked&door=one_way", "outcome=worked&tag=tag7", "door=one_way&moment="+moment, "door=one_way&tag=tag7", "moment="+moment+"&tag=tag7",
		"q=forms", "q="+h.words[0])
	add("/reviews", "", "turn=mine", "turn=others", "turn=team", "turn=route", "my_teams=true", "late=true", "my_routes=true", "gate=vulnerable_customers", "gate=health_or_safety", "gate=destroys", "gate=public_promise", "gate=none",
		"state=open", "state=approved", "state=declined", "state=withdrawn", "state=superseded", "experiment="+h.busy.String(), "turn=mine&gate=health_or_safety", "turn=mine&gate=public_promise", "turn=mine&my_routes=true", "turn=mine&my_teams=true",
		"turn=mine&late=true", "turn=route&late=true", "turn=route&my_teams=true", "turn=team&my_teams=true", "turn=others&my_teams=true", "turn=others&my_routes=true", "turn=route&gate=public_promise", "turn=route&gate=none", "state=open&gate=public_promise",
		"state=open&gate=none", "state=approved&gate=destroys", "state=approved&gate=none", "state=approved&my_teams=true", "state=declined&my_teams=true", "my_routes=true&state=open", "my_routes=true&state=approved", "my_teams=true&gate=health_or_safety")
	add("/reviews/decided", "")
	add("/lessons", "", "facets=true", "mine=true", "mine=true&facets=true", "team="+other, "team="+other+"&facets=true", "moment="+moment, "door=one_way", "door=two_way", "gate=health_or_safety", "outcome=worked", "outcome=did_not_work", "outcome=not_run", "kind=tools", "kind=environment", "kind=environment&facets=true",
		"maturity=supported", "maturity=confirmed", "language=en", "language=en&facets=true", "language=pl", "belief=stopped", "outcome=worked&facets=true", "outcome=worked&team="+other, "outcome=worked&kind=environment", "outcome=worked&moment="+moment, "team="+other+"&kind=environment", "team="+other+"&moment="+moment,
		"language=pl&outcome=worked", "mine=true&outcome=worked", "mine=true&kind=environment", "q="+h.words[1], "q="+h.words[1]+"&facets=true", "q="+h.words[2]+"&outcome=worked")
	add("/lessons/anniversaries", "")
	add("/follow-ups", "", "state=open", "state=done", "state=not_needed", "overdue=true", "team="+mine, "team="+mine+"&state=open", "team="+other)
	add("/obstacles", "", "state=open", "state=trying", "state=removed", "state=kept", "team="+mine, "team="+other, "moment="+moment, "mine=true", "most=true", "most=true&state=open", "most=true&state=trying", "most=true&state=removed", "most=true&state=kept", "most=true&team="+other, "most=true&moment="+moment, "most=true&mine=true",
		"state=trying&team="+other, "state=kept&team="+other, "state=removed&moment="+moment, "state=open&mine=true", "q=forms")
	add("/obstacles/removed", "")
	add("/thanks", "", "team="+mine, "team="+other, "mine=true")
	add("/notifications", "", "unread=true")
	add("/templates", "", "retired=true")
	add("/templates/"+h.template.String(), "")
	add("/experiments/"+h.busy.String()+"/timeline", "")
	add("/reviews/"+h.review.String()+"/timeline", "")
	add("/reviews/"+h.review.String()+"/similar", "")
	add("/home", "")
	add("/home/return", "")
	add("/home/signals", "")
	add("/policy/calibration", "", "from=2025-01-01&to=2025-12-31")
	for _, filter := range []string{"", "kind=experiment.started", "kind=experiment.extended", "kind=team.changed", "experiment=" + h.busy.String(), "kind=experiment.started&experiment=" + h.busy.String()} {
		all = append(all, list{path: "/audit", filter: filter, token: h.token})
	}
	return all
}

// list is a request that reads many.
type list struct{ path, filter, token string }

func (l list) String() string { return strings.TrimSuffix(l.path+"?"+l.filter, "?") }

// named writes a request with words in place of the ids of this house.
func (h house) named(l list) string {
	words := []string{h.teams[0].String(), "mine", h.teams[1].String(), "other", h.moments[0].String(), "some", h.obstacle.String(), "some", h.template.String(), "some",
		h.busy.String(), "some", h.review.String(), "some", h.ids[0], "some", "?" + "q=" + h.words[0], "?q=common"}
	return strings.NewReplacer(words...).Replace(l.String())
}

// grown is how long a list took in each house.
type grown struct {
	database, list string
	took           []time.Duration // the middle, by house
}

func growthOn(ctx context.Context, o options, p programs, folder, database string) ([]grown, error) {
	var houses []house
	s := &servers{}
	defer s.stop()
	var addresses []string
	for _, rows := range o.rows {
		url, drop, err := newDatabase(ctx, database, filepath.Join(folder, fmt.Sprintf("%s-%d.db", database, rows)))
		if err != nil {
			return nil, err
		}
		defer drop()
		log.Printf("%s: furnishing a house of %d experiments", database, rows)
		h, err := furnished(ctx, url, rows)
		if err != nil {
			return nil, err
		}
		address, err := s.run(p.serve(ctx, url))
		if err != nil {
			return nil, err
		}
		houses, addresses = append(houses, h), append(addresses, address)
	}
	return growing(ctx, o, database, houses, addresses)
}

// growing asks every house for every list, in turns.
func growing(ctx context.Context, o options, database string, houses []house, addresses []string) ([]grown, error) {
	lists := make([][]list, len(houses))
	for i, h := range houses {
		lists[i] = h.lists()
	}
	all := make([]grown, len(lists[0]))
	for l := range all {
		took := make([][]time.Duration, len(houses))
		for round := range o.rounds + 2 {
			for i := range houses {
				one, err := timed(func() error { return read(ctx, addresses[i], lists[i][l]) })
				if err != nil {
					return nil, err
				}
				if round >= 2 {
					took[i] = append(took[i], one)
				}
			}
		}
		all[l] = grown{database: database, list: houses[0].named(lists[0][l])}
		for i := range took {
			slices.Sort(took[i])
			all[l].took = append(all[l].took, at(took[i], 50))
		}
	}
	return all, nil
}

func read(ctx context.Context, base string, l list) error {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/api/v1"+l.String(), nil)
	if err != nil {
		return err
	}
	q.Header.Set("Authorization", "Bearer "+l.token)
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %d %s", l, answer.StatusCode, body)
	}
	return err
}

func runGrowth(ctx context.Context, o options, folder string) error {
	programs, err := build(ctx, folder)
	if err != nil {
		return err
	}
	var all []grown
	for _, database := range o.databases {
		found, err := growthOn(ctx, o, programs, folder, database)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	return writeGrowth(o, all)
}

const growthPreface = `# How lists grow

The same requests to houses of different sizes that are served side by side, in turns, by one caller: the middle of %d in ms, with all that HTTP takes, and how
many times as long the largest house takes. Teams and people are as many in each, so that each has more. The aim: at most 1.5. Made by
` + "`go run ./bench -growth`" + `.

%s.

| database | list | %s | times |
|---|---|---|---|
`

func writeGrowth(o options, all []grown) error {
	made, err := where()
	if err != nil {
		return err
	}
	var sizes []string
	for _, rows := range o.rows {
		sizes = append(sizes, strconv.Itoa(rows))
	}
	var text strings.Builder
	fmt.Fprintf(&text, growthPreface, o.rounds, made, strings.Join(sizes, " / "))
	for _, g := range all {
		var took []string
		for _, t := range g.took {
			took = append(took, fmt.Sprintf("%.1f", ms(t)))
		}
		fmt.Fprintf(&text, "| %s | %s | %s | **%.1f** |\n", g.database, g.list, strings.Join(took, " / "), ms(g.took[len(g.took)-1])/ms(g.took[0]))
	}
	return os.WriteFile(o.out, []byte(text.String()), 0o644)
}
