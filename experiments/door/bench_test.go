package door

import "testing"

func BenchmarkJudge(b *testing.B) {
	p := Default()
	for name, f := range map[string]Facts{"two_way": safe(), "one_way": worst()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Judge(f)
			}
		})
	}
}

func BenchmarkOpeners(b *testing.B) {
	p := Default()
	one := safe().With(Change{"answers.customers_exposed", 300.0})
	for name, f := range map[string]Facts{"one": one, "sixteen": worst()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Openers(f)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	source := DefaultSource()
	for b.Loop() {
		if _, err := Parse(source); err != nil {
			b.Fatal(err)
		}
	}
}
