package contract

import (
	"fmt"
	"strings"
)

// choiceCases hold every comparison, each with a value and with a path. X stands
// for the value that is compared with: `"Op":X` with the value itself, or
// `"OpPath":"$.b"` with the value at $.b.
func choiceCases() []Case {
	const before, same, after = `"2026-03-02T10:00:00Z"`, `"2026-03-02T11:00:00+01:00"`, `"2026-03-02T10:00:01Z"`
	ordered := func(kind, less, equal, equalToo, more string) (all []comparison) {
		for _, c := range []struct {
			operator string
			holds    [3]bool // of less, equal and more, on the left
		}{
			{"Equals", [3]bool{false, true, false}}, {"LessThan", [3]bool{true, false, false}}, {"LessThanEquals", [3]bool{true, true, false}},
			{"GreaterThan", [3]bool{false, false, true}}, {"GreaterThanEquals", [3]bool{false, true, true}},
		} {
			all = append(all, comparison{kind + c.operator, equal, map[string]bool{less: c.holds[0], equalToo: c.holds[1], more: c.holds[2], `null`: false, `[]`: false}})
		}
		return all
	}
	all := ordered("String", `"a"`, `"b"`, `"b"`, `"c"`)
	all = append(all, ordered("Numeric", `9`, `10`, `10.0`, `11`)...)
	all = append(all, ordered("Timestamp", `"2026-03-02T09:59:59Z"`, before, same, after)...)
	all = append(all, comparison{"BooleanEquals", `true`, map[string]bool{`true`: true, `false`: false, `"true"`: false, `1`: false}})
	var rows []row
	for _, c := range all {
		rows = append(rows,
			row{c.operator, docChoice, func(p *probe) {
				for left, holds := range c.left {
					p.chooses(fmt.Sprintf(`"Variable":"$.a",%q:%s`, c.operator, c.right), `{"a":`+left+`}`, holds)
				}
			}},
			row{c.operator + "Path", docChoice, func(p *probe) {
				for left, holds := range c.left {
					p.chooses(fmt.Sprintf(`"Variable":"$.a",%q:"$.b"`, c.operator+"Path"), `{"a":`+left+`,"b":`+c.right+`}`, holds)
				}
			}})
	}
	for _, c := range []comparison{
		{"StringMatches", `"log-*.txt"`, map[string]bool{`"log-1.txt"`: true, `"log-.txt"`: true, `"log.txt"`: false, `1`: false}},
		{"StringMatches", `"a\\*b"`, map[string]bool{`"a*b"`: true, `"axb"`: false}},
		{"IsNull", `true`, map[string]bool{`null`: true, `1`: false}},
		{"IsString", `true`, map[string]bool{`"x"`: true, `1`: false}},
		{"IsNumeric", `true`, map[string]bool{`1.5`: true, `"1"`: false}},
		{"IsBoolean", `true`, map[string]bool{`false`: true, `"x"`: false}},
		{"IsTimestamp", `true`, map[string]bool{same: true, `"2026-03-02"`: false, `1`: false}},
		{"IsString", `false`, map[string]bool{`"x"`: false, `1`: true}},
	} {
		rows = append(rows, row{fmt.Sprintf("%s %s", c.operator, c.right), docChoice, func(p *probe) {
			for left, holds := range c.left {
				p.chooses(fmt.Sprintf(`"Variable":"$.a",%q:%s`, c.operator, c.right), `{"a":`+left+`}`, holds)
			}
		}})
	}
	for _, c := range []struct {
		rule, text, input string
		holds             bool
	}{
		{"IsPresent true", `"Variable":"$.a","IsPresent":true`, `{}`, false},
		{"IsPresent false", `"Variable":"$.a","IsPresent":false`, `{}`, true},
		{"IsPresent of null", `"Variable":"$.a","IsPresent":true`, `{"a":null}`, true},
		{"Not", `"Not":{"Variable":"$.a","IsNull":true}`, `{"a":1}`, true},
		{"And stops at the first that does not hold", `"And":[{"Variable":"$.a","IsPresent":true},{"Variable":"$.a","NumericEquals":1}]`, `{}`, false},
		{"Or", `"Or":[{"Variable":"$.a","StringEquals":"x"},{"Variable":"$.a","StringEquals":"y"}]`, `{"a":"y"}`, true},
		{"nested", `"And":[{"Not":{"Variable":"$.a","StringEquals":"x"}},{"Or":[{"Variable":"$.b.c","NumericLessThan":2},{"Variable":"$.a","IsNull":true}]}]`, `{"a":"y","b":{"c":1}}`, true},
	} {
		rows = append(rows, row{c.rule, docChoice, func(p *probe) { p.chooses(c.text, c.input, c.holds) }})
	}
	return append(table("States", "Choice", rows), table("States", "Choice", []row{
		{"the first rule that holds is taken", docChoice, func(p *probe) {
			p.gives(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":2,"Next":"Z"},{"Variable":"$.a","NumericEquals":1,"Next":"Y"},{"Variable":"$.a","NumericLessThan":9,"Next":"Z"}]},
				"Y":{"Type":"Pass","Result":"first","End":true},"Z":{"Type":"Fail"}}}`, `{"a":1}`, `"first"`)
		}},
		{"none holds and no Default: States.NoChoiceMatched", docErrors, func(p *probe) {
			p.gives(alone(`{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":2,"Next":"S"}]}`), `{"a":1}`, "failed: States.NoChoiceMatched")
		}},
		{"a Variable that names nothing: States.Runtime", docChoice, func(p *probe) {
			p.gives(alone(`{"Type":"Choice","Choices":[{"Variable":"$.b","NumericEquals":2,"Next":"S"}]}`), `{"a":1}`, "failed: States.Runtime")
		}},
		{"input is handed on", docChoice, func(p *probe) {
			p.gives(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":2,"Next":"S"}],"Default":"S"},"S":`+pass+`}}`, `{"a":1}`, `{"a":1}`)
		}},
	})...)
}

// comparison says for which values on the left an operator holds.
type comparison struct {
	operator, right string
	left            map[string]bool
}

// chooses runs a Choice with one rule.
func (p *probe) chooses(rule, input string, holds bool) {
	definition := fmt.Sprintf(`{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{%s,"Next":"Yes"}],"Default":"No"},
		"Yes":{"Type":"Pass","Result":true,"End":true},"No":{"Type":"Pass","Result":false,"End":true}}}`, rule)
	got := outcome(p.ended(p.begin(definition, input), 0))
	if got != fmt.Sprint(holds) {
		p.fail("%s of %s: got %s; want %v", strings.ReplaceAll(rule, `"`, ""), input, got, holds)
	}
}
