package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// scenario is one kind of request.
type scenario struct {
	name string
	make func(base string) (*http.Request, error)
}

func scenarios(r registry) []scenario {
	by := func(token string) func(method, path string, body func() string) func(string) (*http.Request, error) {
		return func(method, path string, body func() string) func(string) (*http.Request, error) {
			return func(base string) (*http.Request, error) {
				q, err := http.NewRequest(method, base+path, strings.NewReader(body()))
				if err == nil {
					q.Header.Set("Authorization", "Bearer "+token)
					q.Header.Set("Content-Type", "application/json")
				}
				return q, err
			}
		}
	}
	request, reviewing := by(r.token), by(r.reviewer)
	none := func() string { return "" }
	one := func(base string) (*http.Request, error) {
		return request(http.MethodGet, "/api/v1/experiments/"+r.ids[rand.IntN(len(r.ids))], none)(base)
	}
	find := func(base string) (*http.Request, error) {
		return request(http.MethodGet, "/api/v1/lessons?limit=20&q="+r.words[rand.IntN(len(r.words))], none)(base)
	}
	approval := func() string { return `{"revision":1,"gates":["vulnerable_customers"],"verdict":"approve"}` }
	decide := func(base string) (*http.Request, error) {
		return reviewing(http.MethodPost, "/api/v1/reviews/"+r.reviews[rand.IntN(len(r.reviews))]+"/decisions", approval)(base)
	}
	return []scenario{
		{"register + start", request(http.MethodPost, "/api/v1/experiments", r.proposal)},
		{"read one", one},
		{"list 20", request(http.MethodGet, "/api/v1/experiments?limit=20", none)},
		{"search lessons", find},
		{"decide", decide},
		{"inbox 20", reviewing(http.MethodGet, "/api/v1/reviews?turn=mine&limit=20", none)},
	}
}

func (r registry) proposal() string {
	return fmt.Sprintf(`{"title":"Ring first after a failed delivery %d","team_id":%q,"change":"Two colleagues of each shift watch the list of failed deliveries and ring within half an hour",
		"effect":"Fewer people have to ask where their parcel is","way_back":"The two go back to the queue","ends_on":"2030-01-01","submit":true,"start":true,
		"answers":{"health_or_safety":"no","vulnerable_customers":"no","legal_or_contract":"no","binds_others":"no","personal_data":"no","destroys":"no",
		"public_promise":"no","colleagues":"no","can_stop_early":"yes","own_hands":"yes","made_whole":"yes","customers_exposed":80,"money_at_risk":150,
		"undo_cost":0,"undo_hours":1,"noticed_within":"same_day"}}`, rand.IntN(1e6), r.team)
}

// turn is what one program did in one turn.
type turn struct {
	perSecond float64
	p50, p99  time.Duration
	failed    int
}

// result compares the programs in one scenario.
type result struct {
	database               string
	rows                   int
	scenario               string
	clients                int
	ajar, floor, anonymous []turn
}

// compare lets the programs take turns, after one that is not counted.
func compare(ctx context.Context, o options, s *servers, sc scenario, clients int) result {
	r := result{scenario: sc.name, clients: clients}
	for round := range o.rounds + 1 {
		floor := load(ctx, s.floor, sc, clients, o.turn)
		ajar := load(ctx, s.ajar, sc, clients, o.turn)
		anonymous := load(ctx, s.anonymous, sc, clients, o.turn)
		if round > 0 {
			r.floor, r.ajar, r.anonymous = append(r.floor, floor), append(r.ajar, ajar), append(r.anonymous, anonymous)
		}
	}
	return r
}

// load calls the program with so many clients until the turn is over.
func load(ctx context.Context, base string, sc scenario, clients int, length time.Duration) turn {
	ctx, cancel := context.WithTimeout(ctx, length)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	took := make([][]time.Duration, clients)
	failed := make([]int, clients)
	began := time.Now()
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() {
			for ctx.Err() == nil {
				before := time.Now()
				if !call(client, sc, base) {
					failed[i]++
				}
				took[i] = append(took[i], time.Since(before))
			}
		})
	}
	all.Wait()
	times := slices.Concat(took...)
	slices.Sort(times)
	t := turn{perSecond: float64(len(times)) / time.Since(began).Seconds(), p50: times[len(times)/2], p99: times[len(times)*99/100]}
	for _, n := range failed {
		t.failed += n
	}
	return t
}

func call(client *http.Client, sc scenario, base string) bool {
	request, err := sc.make(base)
	if err != nil {
		return false
	}
	answer, err := client.Do(request)
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.Body.Close() == nil && err == nil && answer.StatusCode < http.StatusBadRequest
}
