package contract

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// conditionCases ask each condition of one item, through DeleteItem.
func conditionCases() []Case {
	subject := item{
		"n": num("10"), "s": str("horse"), "l": list(str("a"), num("7")), "m": record(item{"x": num("1")}), "tags": strs("a", "b"), "odd.name": str("dot"),
	}
	names := map[string]string{"#odd": "odd.name"}
	values := item{":9": num("9"), ":10": num("10.0"), ":100": num("1e2"), ":s": str("horse"), ":h": str("ho"), ":z": str("z"), ":a": str("a"),
		":7": num("7"), ":N": str("N"), ":bad": str("X"), ":set": strs("b", "a"), ":3": num("3"), ":list": list(str("a"))}
	const holds, fails = "", unmet
	hundred := strings.Repeat(":9,", 99)
	var rows []row
	for _, c := range []struct{ rule, source, expression, want string }{
		{"numbers are equal by value", docOperators, "n = :10", holds},
		{"numbers are ordered by value", docOperators, "n > :9 AND n < :100 AND n <= :10 AND n >= :10", holds},
		{"another type is not equal", docOperators, "n = :s", fails},
		{"another type is different", docOperators, "n <> :s", holds},
		{"what is absent is not equal", docOperators, "absent = :9", fails},
		{"BETWEEN has both ends", docOperators, "n BETWEEN :9 AND :10", holds},
		{"IN", docOperators, "n IN (:9, :10)", holds},
		{"attribute_exists and attribute_not_exists", docOperators, "attribute_exists(m.x) AND attribute_not_exists(m.y)", holds},
		{"attribute_type", docOperators, "attribute_type(n, :N)", holds},
		{"begins_with", docOperators, "begins_with(s, :h)", holds},
		{"contains: part of a string", docOperators, "contains(s, :h)", holds},
		{"contains: an element of a set and of a list", docOperators, "contains(tags, :a) AND contains(l, :7)", holds},
		{"contains: not there", docOperators, "contains(tags, :z)", fails},
		{"size", docOperators, "size(s) > :3 AND size(tags) < :3", holds},
		{"sets are equal in any order", docNaming, "tags = :set", holds},
		{"an element of a list", docOperators, "l[1] = :7", holds},
		{"AND binds tighter than OR", docOperators, "n = :10 OR n = :9 AND s = :z", holds},
		{"NOT binds tighter than AND", docOperators, "NOT n = :9 AND s = :z", fails},
		{"parentheses", docOperators, "(n = :9 OR n = :10) AND s = :z", fails},
		{"a name with a dot needs a placeholder", docNames, "#odd = :s", fails},
		{"a syntax error is refused", docOperators, "n == :10", invalid},
		{"an unfinished expression is refused", docOperators, "(n = :10", invalid},
		{"a bare name is refused", docOperators, "n", invalid},
		{"a reserved word is refused", docReserved, "status = :9", invalid},
		{"a reserved word in a path is refused", docReserved, "m.Year = :9", invalid},
		{"an undefined value is refused", docValues, "n = :undefined", invalid},
		{"an undefined name is refused", docNames, "#undefined = :9", invalid},
		{"an unknown function is refused", docOperators, "exists(n)", invalid},
		{"too many operands are refused", docOperators, "attribute_exists(n, s)", invalid},
		{"an unknown type is refused", docOperators, "attribute_type(n, :bad)", invalid},
		{"begins_with a number is refused", docOperators, "begins_with(s, :9)", invalid},
		{"size by itself is refused", docOperators, "size(s)", invalid},
		{"less than a list is refused", docOperators, "n < :list", invalid},
		{"BETWEEN the wrong way round is refused", docOperators, "n BETWEEN :100 AND :9", invalid},
		{"IN takes 100 operands", docOperators, "n IN (" + hundred + ":10)", holds},
		{"IN with 101 operands is refused", docOperators, "n IN (" + hundred + ":9,:10)", invalid},
		{"an expression of 4 KB is the longest", docQuotas, "n = :10" + strings.Repeat(" ", 4089), holds},
		{"a longer one is refused", docQuotas, "n = :10" + strings.Repeat(" ", 4090), invalid},
		{"300 operators are the most", docQuotas, strings.Repeat("n = :9 OR ", 149) + "n = :10", holds},
		{"more are refused", docQuotas, strings.Repeat("n = :9 OR ", 151) + "n = :10", invalid},
	} {
		rows = append(rows, row{c.rule, c.source, func(p *probe) {
			p.put(with(p.key("1"), subject))
			in := &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("1"), ConditionExpression: &c.expression}
			for name, meant := range names {
				if strings.Contains(c.expression, name) {
					in.ExpressionAttributeNames = map[string]string{name: meant}
				}
			}
			for _, word := range strings.FieldsFunc(c.expression, func(r rune) bool { return strings.ContainsRune(" ,()=<>!", r) }) {
				if v, defined := values[word]; defined {
					if in.ExpressionAttributeValues == nil {
						in.ExpressionAttributeValues = item{}
					}
					in.ExpressionAttributeValues[word] = v
				}
			}
			_, err := p.tables.DeleteItem(p.ctx, in)
			p.code(err, c.want)
		}})
	}
	return append(table("DynamoDB", "ConditionExpression", rows), placeholderCases()...)
}

func placeholderCases() []Case {
	remove := func(condition string, names map[string]string, values item) func(*probe) any {
		return func(p *probe) any {
			in := &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("1"), ExpressionAttributeNames: names, ExpressionAttributeValues: values}
			if condition != "" {
				in.ConditionExpression = aws.String(condition)
			}
			return in
		}
	}
	return asks("DynamoDB", "Placeholders", func(p *probe) { p.put(with(p.key("1"), item{"n": num("1")})) }, nil, []ask{
		{"defined and used", docValues, remove("#n = :v", map[string]string{"#n": "n"}, item{":v": num("1")}), ""},
		{"an unused name is refused", docNames, remove("n = :v", map[string]string{"#a": "a"}, item{":v": num("1")}), invalid},
		{"an unused value is refused", docValues, remove("n = :v", nil, item{":v": num("1"), ":w": num("1")}), invalid},
		{"a name without # is refused", docNames, remove("n = :v", map[string]string{"n": "n"}, item{":v": num("1")}), invalid},
		{"a value without : is refused", docValues, remove("n = :v", nil, item{"v": num("1")}), invalid},
		{"names without an expression are refused", docNames, remove("", map[string]string{"#n": "n"}, nil), invalid},
		{"values without an expression are refused", docValues, remove("", nil, item{":v": num("1")}), invalid},
	})
}
