// Command bench measures Ajar against the floor (bench/floor): the least program
// that does the same durable work. Both are programs of their own on the same
// database, called by the same client in turns of a few seconds, so that what
// else the machine does touches both. What counts is the ratio.
//
//	make bench                    everything, on PostgreSQL and SQLite; writes bench/RESULTS.md and bench/LIBRARY.md
//	go run ./bench -rows 10000 -databases sqlite -seconds 1 -rounds 3
//	go run ./bench -library -rows 10000,1000000 -out bench/LIBRARY.md
//	go run ./bench -growth -rows 10000,100000 -out bench/GROWTH.md
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

type options struct {
	databases []string
	rows      []int
	clients   []int
	turn      time.Duration
	rounds    int
	out       string
}

func main() {
	databases := flag.String("databases", "postgres,sqlite", "postgres (at TEST_DATABASE_URL) and sqlite")
	rows := flag.String("rows", "10000,100000", "experiments, and as many lessons")
	clients := flag.String("clients", "1,8,64", "callers at once")
	seconds := flag.Float64("seconds", 2, "of a turn")
	rounds := flag.Int("rounds", 5, "turns of each program")
	out := flag.String("out", "bench/RESULTS.md", "where the table goes")
	library := flag.Bool("library", false, "search a library of lessons alone, of which a million are made in tolerable time")
	growth := flag.Bool("growth", false, "how much longer every list takes among more experiments; asks each list once a round")
	flag.Parse()
	o := options{strings.Split(*databases, ","), numbers(*rows), numbers(*clients), time.Duration(*seconds * float64(time.Second)), *rounds, *out}
	measured := run
	if *library {
		measured = runLibrary
	}
	if *growth {
		measured = runGrowth
	}
	if err := inFolder(func(folder string) error { return measured(context.Background(), o, folder) }); err != nil {
		log.Fatal(err)
	}
}

// inFolder measures in a folder that is gone afterwards.
func inFolder(measured func(folder string) error) error {
	folder, err := os.MkdirTemp("", "ajar-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	return measured(folder)
}

func numbers(list string) []int {
	var all []int
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(text)
		if err != nil {
			log.Fatalf("%q is not a number", text)
		}
		all = append(all, n)
	}
	return all
}

func run(ctx context.Context, o options, folder string) error {
	programs, err := build(ctx, folder)
	if err != nil {
		return err
	}
	parts, err := withoutDatabase()
	if err != nil {
		return err
	}
	alone, err := programs.alone(ctx, folder)
	if err != nil {
		return err
	}
	parts = append(parts, alone...)
	var results []result
	for _, database := range o.databases {
		for _, rows := range o.rows {
			found, part, err := measureOn(ctx, o, programs, filepath.Join(folder, fmt.Sprintf("%s-%d.db", database, rows)), database, rows)
			if err != nil {
				return err
			}
			results, parts = append(results, found...), append(parts, part...)
		}
	}
	return write(o, results, parts)
}

func measureOn(ctx context.Context, o options, p programs, file, database string, rows int) ([]result, []inside, error) {
	url, drop, err := newDatabase(ctx, database, file)
	if err != nil {
		return nil, nil, err
	}
	defer drop()
	log.Printf("%s: making %d experiments and lessons", database, rows)
	registry, err := seed(ctx, url, rows)
	if err != nil {
		return nil, nil, err
	}
	parts, err := insideOf(ctx, database, url, rows, registry)
	if err != nil {
		return nil, nil, err
	}
	on := fmt.Sprintf("%s with %d", database, rows)
	started, err := p.starting(ctx, url, on)
	if err != nil {
		return nil, nil, err
	}
	servers, err := p.start(ctx, url, registry)
	if err != nil {
		return nil, nil, err
	}
	defer servers.stop()
	rest, err := memory(servers.process, "VmRSS", "memory at rest", on, "60 MB")
	if err != nil {
		return nil, nil, err
	}
	var results []result
	for _, s := range scenarios(registry) {
		for _, clients := range o.clients {
			r := compare(ctx, o, servers, s, clients)
			r.database, r.rows = database, rows
			log.Printf("%-8s %7d %-16s %2d clients: %s", database, rows, s.name, clients, r)
			results = append(results, r)
		}
	}
	most, err := memory(servers.process, "VmHWM", fmt.Sprintf("memory at most, with up to %d clients", slices.Max(o.clients)), on, "200 MB")
	return results, slices.Concat(parts, []inside{started}, rest, most), err
}

func insideOf(ctx context.Context, database, url string, rows int, r registry) ([]inside, error) {
	rehearsed, err := rehearsing(ctx, database, url, rows)
	if err != nil {
		return nil, err
	}
	likened, err := likening(ctx, database, url, rows, r.proposals)
	return []inside{rehearsed, likened}, err
}
