package filter_test

import (
	"testing"

	"assistive-referrals/infra/awslocal/filter"
)

// "Lambda event filtering" and "Comparison operators for use in event patterns".
func TestMatch(t *testing.T) {
	for _, test := range []struct {
		rule, pattern, event string
		want                 bool
	}{
		{"equal strings", `{"a":["x"]}`, `{"a":"x"}`, true},
		{"case counts", `{"a":["x"]}`, `{"a":"X"}`, false},
		{"a leaf's values are alternatives", `{"a":["x","y"]}`, `{"a":"y"}`, true},
		{"every field must match", `{"a":["x"],"b":["y"]}`, `{"a":"x","b":"z"}`, false},
		{"fields that the pattern does not name do not matter", `{"a":["x"]}`, `{"a":"x","c":1}`, true},
		{"an array matches by any element", `{"a":["x"]}`, `{"a":["w","x"]}`, true},
		{"nested", `{"dynamodb":{"NewImage":{"kind":{"S":["strand"]}}}}`, `{"dynamodb":{"NewImage":{"kind":{"S":"strand"}}}}`, true},
		{"a missing branch", `{"dynamodb":{"NewImage":{"kind":{"S":["strand"]}}}}`, `{"dynamodb":{}}`, false},
		{"null", `{"a":[null]}`, `{"a":null}`, true},
		{"null is not absence", `{"a":[null]}`, `{}`, false},
		{"numbers compare as numbers", `{"a":[300]}`, `{"a":3.0e2}`, true},
		{"a number is not its text", `{"a":[300]}`, `{"a":"300"}`, false},
		{"prefix", `{"a":[{"prefix":"OWED#"}]}`, `{"a":"OWED#vr"}`, true},
		{"suffix", `{"a":[{"suffix":".png"}]}`, `{"a":"x.jpg"}`, false},
		{"equals-ignore-case", `{"a":[{"equals-ignore-case":"AbC"}]}`, `{"a":"abc"}`, true},
		{"anything-but", `{"a":[{"anything-but":["x","y"]}]}`, `{"a":"z"}`, true},
		{"anything-but needs presence", `{"a":[{"anything-but":["x"]}]}`, `{}`, false},
		{"anything-but prefix", `{"a":[{"anything-but":{"prefix":"x"}}]}`, `{"a":"xy"}`, false},
		{"exists", `{"a":[{"exists":true}]}`, `{"a":1}`, true},
		{"exists false", `{"a":[{"exists":false}]}`, `{}`, true},
		{"exists false among absent branches", `{"d":{"Old":{"S":[{"exists":false}]}}}`, `{"d":{}}`, true},
		{"numeric range", `{"a":[{"numeric":[">",0,"<=",5]}]}`, `{"a":5}`, true},
		{"numeric range, outside", `{"a":[{"numeric":[">",0,"<=",5]}]}`, `{"a":0}`, false},
		{"$or", `{"$or":[{"a":["x"]},{"b":[{"exists":true}]}]}`, `{"b":2}`, true},
		{"$or with another field", `{"c":["z"],"$or":[{"a":["x"]},{"b":["y"]}]}`, `{"a":"x","c":"w"}`, false},
	} {
		t.Run(test.rule, func(t *testing.T) {
			p, err := filter.Parse(test.pattern)
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Match([]byte(test.event)); got != test.want {
				t.Errorf("match %v", got)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, pattern := range []string{
		``, `[]`, `{}`, `{"a":"x"}`, `{"a":[]}`, `{"a":{}}`, `{"a":[["x"]]}`, `{"a":[{"wildcard":"*"}]}`, `{"a":[{"prefix":1}]}`,
		`{"a":[{"numeric":["!",1]}]}`, `{"a":[{"numeric":[">"]}]}`, `{"a":[{"exists":"yes"}]}`, `{"a":[{"prefix":"x","suffix":"y"}]}`,
		`{"$or":[{"a":["x"]}]}`, `{"a":[{"anything-but":[]}]}`, `{"a":["x"]} more`,
	} {
		if _, err := filter.Parse(pattern); err == nil {
			t.Errorf("%s was taken", pattern)
		}
	}
}

// Whatever the texts are, parsing and matching end without a panic, and the same
// way each time.
func FuzzFilter(f *testing.F) {
	f.Add(`{"a":["x",{"prefix":"y"},{"numeric":[">",0]}]}`, `{"a":["x",1e3]}`)
	f.Add(`{"$or":[{"a":[null]},{"b":[{"exists":false}]}]}`, `{"a":null}`)
	f.Fuzz(func(t *testing.T, pattern, event string) {
		p, err := filter.Parse(pattern)
		if err != nil {
			return
		}
		if one, any := p.Match([]byte(event)), filter.MatchAny([]*filter.Pattern{p}, []byte(event)); one != any {
			t.Errorf("by itself it matches: %v; among others: %v", one, any)
		}
	})
}

// What a pattern asks of a member alone rules an event out, and never one that the
// pattern matches.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		pattern, member string
		asks, matches   bool
	}{
		{`{"dynamodb":{"Keys":{"SK":{"S":[{"prefix":"OWED#"}]}}}}`, `{"SK":{"S":"OWED#x"}}`, true, true},
		{`{"dynamodb":{"Keys":{"SK":{"S":[{"prefix":"OWED#"}]}}}}`, `{"SK":{"S":"STRAND#x"}}`, true, false},
		{`{"dynamodb":{"NewImage":{"attempts":{"N":["0"]}}}}`, `{}`, false, false},
		{`{"eventName":["INSERT"]}`, `{}`, false, false},
		{`{"eventName":["INSERT"],"$or":[{"a":[1]},{"b":[1]}]}`, `{}`, false, false},
	} {
		whole, err := filter.Parse(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		part := whole.Of("dynamodb", "Keys")
		if (part != nil) != c.asks || part != nil && part.Match([]byte(c.member)) != c.matches {
			t.Errorf("%s asks of %s: %v", c.pattern, c.member, part)
		}
		if part != nil && !c.matches && whole.Match([]byte(`{"dynamodb":{"Keys":`+c.member+`}}`)) {
			t.Errorf("%s was ruled out by %s, and matches", c.pattern, c.member)
		}
	}
}
