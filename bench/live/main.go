// Command live measures what open pages cost a server: how much memory each stream
// takes, and how long a change takes to reach all of them.
//
//	go build -o ajar . && scripts/with-postgres --durable go run ./bench/live [-streams 10000]
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"slices"
	"time"
)

var (
	program = flag.String("ajar", "./ajar", "the program")
	streams = flag.Int("streams", 10_000, "how many pages follow")
	changes = flag.Int("changes", 10, "how many changes are timed")
	rest    = flag.Duration("rest", 150*time.Second, "how long the server rests before its memory is read; Go gives back what opening took within two minutes")
)

func main() {
	flag.Parse()
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	url, drop, err := newDatabase(ctx)
	if err != nil {
		return err
	}
	defer drop()
	s, err := start(*program, url)
	if err != nil {
		return err
	}
	defer s.stop()
	tokens, err := people(ctx, url, *streams/perPerson+1)
	if err != nil {
		return err
	}
	time.Sleep(*rest)
	before, err := s.resident()
	if err != nil {
		return err
	}
	heard := make(chan time.Time, *streams)
	for i := range *streams {
		if err := s.follow(tokens[i/perPerson], heard); err != nil {
			return fmt.Errorf("stream %d: %w", i+1, err)
		}
	}
	time.Sleep(*rest)
	after, err := s.resident()
	if err != nil {
		return err
	}
	fmt.Printf("%d streams: %.1f kB each; the server has %.0f MB, and had %.0f MB\n", *streams,
		float64(after-before)/float64(*streams)/1000, float64(after)/1e6, float64(before)/1e6)
	return s.reach(heard)
}

// reach makes changes and says how long they took to reach everyone, from asking for them.
func (s *server) reach(heard <-chan time.Time) error {
	half, all := make([]time.Duration, *changes), make([]time.Duration, *changes)
	for n := range *changes {
		began := time.Now()
		if err := s.change(fmt.Sprint("At ", began.UnixNano())); err != nil {
			return err
		}
		took := make([]time.Duration, *streams)
		for i := range took {
			took[i] = (<-heard).Sub(began)
		}
		slices.Sort(took)
		half[n], all[n] = took[len(took)/2], took[len(took)-1]
	}
	slices.Sort(half)
	slices.Sort(all)
	fmt.Printf("a change: half of them know after %v, all after %v (medians of %d), %v at worst\n",
		half[len(half)/2].Round(time.Millisecond), all[len(all)/2].Round(time.Millisecond), *changes, all[len(all)-1].Round(time.Millisecond))
	return nil
}
