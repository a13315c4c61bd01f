package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// corpusQuery is a search query with how relevant each record is to it: 3 this
// is it, 2 very useful, 1 related.
type corpusQuery struct {
	ID       string         `json:"id"`
	Language string         `json:"lang"`
	Query    string         `json:"query"`
	Relevant map[string]int `json:"relevant"`
	Kind     string         `json:"kind"`
}

// wantedGain is the least mean nDCG@10 of a kind of query.
var wantedGain = map[string]float64{"exact": 0.95, "diacritics": 0.95, "inflected": 0.92, "typo": 0.90, "paraphrase": 0.70, "cross_language": 0.40}

// library puts the corpus's experiments into a new registry through the public
// API, publishes every lesson, asks the library the corpus's queries, and prints
// nDCG@10 by kind. Queries of the kind cross_language look among all records, the
// others among those of their own language.
func library(corpusDir string, verbose bool, out io.Writer) error {
	records, err := rows[record](corpusDir, "experiments.jsonl")
	if err != nil {
		return err
	}
	queries, err := rows[corpusQuery](corpusDir, "queries.jsonl")
	if err != nil {
		return err
	}
	r, stop, err := newRegistry()
	if err != nil {
		return err
	}
	defer stop()
	of, err := r.publish(records)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d experiments registered, %d reviewed, %d lessons published through the API\n", len(records), r.reviewed, len(of))
	languages := map[string]string{}
	for _, c := range records {
		languages[c.ID] = c.Language
	}
	return score(out, r, of, languages, queries, verbose)
}

// printGain tells what was not answered as well as could be.
func (q corpusQuery) printGain(out io.Writer, gain float64) {
	if gain < 1 {
		fmt.Fprintf(out, "%.2f  %-14s %s %s\n", gain, q.Kind, q.Language, q.Query)
	}
}

// among keeps what is relevant of the records that the query looks among.
func (q corpusQuery) among(languages map[string]string) map[string]int {
	relevant := maps.Clone(q.Relevant)
	maps.DeleteFunc(relevant, func(id string, _ int) bool { return q.Kind != "cross_language" && languages[id] != q.Language })
	return relevant
}

func score(out io.Writer, r *registry, of, languages map[string]string, queries []corpusQuery, verbose bool) error {
	gains := map[string][]float64{}
	for _, q := range queries {
		found, err := r.ask(q)
		if err != nil {
			return err
		}
		relevant := q.among(languages)
		ranked := make([]int, len(found))
		for i, id := range found {
			ranked[i] = relevant[of[id]]
		}
		gain := ndcg(ranked, slices.Collect(maps.Values(relevant)), 10)
		gains[q.Kind] = append(gains[q.Kind], gain)
		if verbose {
			q.printGain(out, gain)
		}
	}
	return printGains(out, gains)
}
