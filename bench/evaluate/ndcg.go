package main

import (
	"cmp"
	"math"
	"slices"
)

// ndcg is the normalised discounted cumulative gain of the first k results, with
// gains 2^relevance - 1 (Järvelin and Kekäläinen, 2002; Burges et al., 2005):
// 1 when nothing could be ranked better.
func ndcg(ranked, relevant []int, k int) float64 {
	ideal := slices.Clone(relevant)
	slices.SortFunc(ideal, func(a, b int) int { return cmp.Compare(b, a) })
	best := dcg(ideal, k)
	if best == 0 {
		return 0
	}
	return dcg(ranked, k) / best
}

func dcg(relevance []int, k int) float64 {
	sum := 0.0
	for i, r := range relevance[:min(k, len(relevance))] {
		sum += (math.Exp2(float64(r)) - 1) / math.Log2(float64(i+2))
	}
	return sum
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
