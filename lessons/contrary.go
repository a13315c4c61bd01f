package lessons

// contrary reports whether the lesson speaks against trying the same: it did not
// work, or moved the number alone. People look for what agrees with them, so the
// library shows this first.
func (p *Publication) contrary() bool {
	return p.HollowWin || p.Outcome == "did_not_work"
}
