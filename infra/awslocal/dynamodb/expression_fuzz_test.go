package dynamodb

import (
	"errors"
	"strings"
	"testing"

	"assistive-referrals/infra/awslocal/wire"
)

// FuzzExpressions: no expression makes a parser or what it reads fail in
// another way than by refusing it, and every update leaves an item that could
// have been stored.
func FuzzExpressions(f *testing.F) {
	for _, seed := range []string{
		"a = :n AND (b <> :s OR NOT contains(m.x, :s))", "size(l[0]) BETWEEN :n AND #n", "a IN (:n, :s, b)", "attribute_type(a, :s)",
		"SET a = if_not_exists(b, :n) + :n, l[1] = list_append(l, :l) REMOVE m.x ADD n :n DELETE t :t", "SET a.b[0][1].c = :n - a",
		"REMOVE l[0], l[1]", "a, b.c, l[0].x", "((a = :n))", "a = :n)", "SET", "#n[99999999999]", "\xff", "a =\t:n\r\nOR b=:n",
	} {
		f.Add(seed)
	}
	values := placeholders{
		":n": numberValue("1.5"), ":s": {kind: kindS, text: "S"}, ":l": {kind: kindL, list: []value{numberValue("1")}},
		":t": {kind: kindSS, list: []value{{kind: kindS, text: "x"}}},
	}
	item := attributes{
		"a": numberValue("2"), "b": {kind: kindS, text: "text"}, "l": {kind: kindL, list: []value{{kind: kindS, text: "x"}, {kind: kindL}}},
		"m": {kind: kindM, fields: map[string]value{"x": {kind: kindS, text: "y"}}}, "t": {kind: kindSS, list: []value{{kind: kindS, text: "x"}}},
	}
	before := string(item.appendJSON(nil))
	names := func() *scope {
		return &scope{names: map[string]string{"#n": "a"}, values: values, usedNames: map[string]bool{}, usedValues: map[string]bool{}}
	}
	refusedOnly := func(t *testing.T, err error) {
		if _, refusal := errors.AsType[*wire.Error](err); err != nil && !refusal {
			t.Errorf("not a refusal: %v", err)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parse(names(), "ConditionExpression", text, conditionExpression)
		refusedOnly(t, err)
		if err == nil {
			if (not{c}).holds(item) == c.holds(item) {
				t.Error("NOT changes nothing")
			}
			_, err = keyConditions(c)
			refusedOnly(t, err)
			if _, err := parse(names(), "ConditionExpression", "NOT "+text, conditionExpression); err != nil && len(text) < 4000 && !strings.Contains(err.Error(), "operator") {
				t.Errorf("NOT cannot be put in front: %v", err)
			}
		}
		paths, err := parse(names(), "ProjectionExpression", text, projection)
		refusedOnly(t, err)
		if err == nil {
			project(item, paths)
		}
		actions, err := parse(names(), "UpdateExpression", text, updateExpression)
		refusedOnly(t, err)
		if err == nil {
			updated, err := apply(actions, item)
			refusedOnly(t, err)
			if err == nil {
				var again attributes
				if err := again.UnmarshalJSON(updated.appendJSON(nil)); err != nil {
					t.Errorf("an item that cannot be stored: %v", err)
				}
			}
		}
		if after := string(item.appendJSON(nil)); after != before {
			t.Errorf("the item itself was changed to %s", after)
		}
	})
}

// FuzzNumbers: a number has one canonical form, and keys sort as numbers do.
func FuzzNumbers(f *testing.F) {
	for _, seed := range [][2]string{{"1", "10"}, {"-1.50", "1e-3"}, {"0", "-0.0"}, {"9e125", "1e-130"}, {"-12", "-120"}, {"00.10", ".1"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, errX := parseNumber(a)
		y, errY := parseNumber(b)
		if errX != nil || errY != nil {
			return
		}
		again, err := parseNumber(x.String())
		if err != nil || again != x {
			t.Fatalf("%q is written %q, which is read as %+v, not %+v: %v", a, x, again, x, err)
		}
		byNumber := compareNumbers(x.String(), y.String())
		byKey := strings.Compare(string(appendNumberKey(nil, x)), string(appendNumberKey(nil, y)))
		if sign(byNumber) != byKey || byKey == 0 && x != y {
			t.Errorf("%s and %s: as numbers %d, as keys %d", x, y, byNumber, byKey)
		}
		if sum, err := addNumbers(x.String(), y.String(), false); err == nil {
			if back, err := addNumbers(sum, y.String(), true); err == nil && back != x.String() {
				t.Errorf("%s + %s - %s = %s", x, y, y, back)
			}
		}
	})
}

func sign(n int) int { return min(1, max(-1, n)) }
