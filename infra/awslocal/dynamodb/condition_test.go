package dynamodb_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Conditions, by the page "Condition and filter expressions, operators, and
// functions". Each is asked of one item through DeleteItem.
func TestConditions(t *testing.T) {
	subject := with(key("p", "1"), item{
		"n": num("10"), "s": str("horse"), "b": bin("\x01\xff"), "yes": nil, "l": list(str("a"), num("7.0")),
		"m": record(item{"x": num("1"), "bare": list()}), "tags": strs("a", "b"), "odd.name": str("dot"), "é": num("1"),
	})
	delete(subject, "yes")
	names := map[string]string{"#odd": "odd.name", "#status": "status"}
	values := item{
		":9": num("9"), ":10": num("10.0"), ":100": num("1e2"), ":s": str("horse"), ":h": str("ho"), ":z": str("z"), ":a": str("a"),
		":7": num("7"), ":N": str("N"), ":bad": str("X"), ":list": list(str("a"), num("7")), ":set": strs("b", "a"), ":b": bin("\x01"), ":3": num("3"),
	}
	const yes, no = "", "ConditionalCheckFailedException"
	cases := []struct {
		expression string
		want       string // yes, no, or part of the refusal
	}{
		{"n = :10", yes}, {"n <> :10", no}, {"n > :9", yes}, {"n < :100", yes}, {"n <= :9", no}, {"n >= :10", yes},
		{"n = :s", no}, {"n <> :s", yes}, {"n < :s", no}, {"n > :s", no},
		{"absent = :9", no}, {"absent <> :9", yes}, {"absent < :9", no}, {"NOT absent < :9", yes},
		{"n BETWEEN :9 AND :100", yes}, {"s BETWEEN :a AND :h", no}, {":10 BETWEEN n AND :100", yes},
		{"n IN (:9, :10)", yes}, {"n IN (:9)", no}, {"s in (:z, :s)", yes},
		{"attribute_exists(n) AND attribute_not_exists(absent)", yes}, {"attribute_exists(m.x)", yes}, {"attribute_exists(m.y)", no},
		{"attribute_exists(l[1])", yes}, {"attribute_exists(l[2])", no}, {"l[1] = :7", yes}, {"attribute_exists(s.x)", no},
		{"attribute_type(n, :N)", yes}, {"attribute_type(s, :N)", no},
		{"begins_with(s, :h)", yes}, {"begins_with(s, :z)", no}, {"begins_with(b, :b)", yes}, {"begins_with(n, :h)", no},
		{"contains(s, :h)", yes}, {"contains(tags, :a)", yes}, {"contains(tags, :z)", no}, {"contains(l, :7)", yes}, {"contains(s, :9)", no},
		{"size(s) > :3", yes}, {"size(l) < :3", yes}, {"size(m.bare) < :3", yes}, {"size(n) < :3", no}, {"size(tags) BETWEEN :3 AND :9", no},
		{"l = :list", yes}, {"tags = :set", yes}, {"#odd = :s", no},
		{"n = :9 OR n = :10 AND s = :s", yes}, {"(n = :9 OR n = :10) AND s = :z", no}, {"n = :10 OR n = :9 AND s = :z", yes}, {"NOT n = :9 AND s = :z", no}, {"not (n = :9 or s = :z)", yes},
		{"  n=:10 and(s=:s)", yes},

		{"((n = :10))", "The expression has redundant parentheses;"}, {"(n = :9) OR (n = :10)", yes}, {"((n = :9) OR (n = :10))", yes},
		{"n = ", `Syntax error; token: "<EOF>", near: "= "`}, {"n = :10 s", `Syntax error; token: "s", near: ":10 s"`}, {"n ! :10", `token: "!"`}, {"_n = :10", `token: "_"`}, {"n = :", `token: ":"`},
		{"n[x] = :9", `token: "x"`}, {"n[-1] = :9", `token: "-"`}, {"n. = :9", `token: "="`}, {"(n = :10", `token: "<EOF>"`}, {"n == :10", `token: "="`}, {"n", `token: "<EOF>"`},
		{"status = :9", "Attribute name is a reserved keyword; reserved keyword: status"}, {"m.Year = :9", "reserved keyword: Year"},
		{"n = :undefined", "An expression attribute value used in expression is not defined; attribute value: :undefined"},
		{"#undefined = :9", "An expression attribute name used in the document path is not defined; attribute name: #undefined"},
		{"exists(n)", "Invalid function name; function: exists"}, {"attribute_exists(n, s)", "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2"},
		{"attribute_exists(:9)", "Operator or function requires a document path; operator or function: attribute_exists"},
		{"attribute_type(n, :bad)", "Invalid attribute type name found; type: X"}, {"attribute_type(n, :9)", "operand type: N"},
		{"begins_with(s, :9)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"},
		{"size(:9) = :9", "operator or function: size, operand type: N"}, {"size(s)", "The function is not allowed to be used this way in an expression; function: size"},
		{"contains(s, :a) = :9", `token: "="`}, {"n = begins_with(s, :h)", "The function is not allowed to be used this way in an expression; function: begins_with"},
		{"n = n", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]"},
		{"n < :list", "Incorrect operand type for operator or function; operator: <, operand type: L"},
		{"n BETWEEN :100 AND :9", "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:100}, upper bound operand: AttributeValue: {N:9}"},
		{"n BETWEEN :9 AND :s", "The BETWEEN operator requires same data type for lower and upper bounds"},
		{"PK.x = :9", "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: PK"},
		{"team[0] = :9", "IndexKey: team"},
		{"n IN (" + strings.Repeat(":9,", 99) + ":10)", yes}, {"n IN (" + strings.Repeat(":9,", 100) + ":10)", "number of operands: 101"},
		{strings.Repeat("n = :9 OR ", 149) + "n = :10", yes}, {strings.Repeat("n = :9 OR ", 150) + "n = :10", "too many operators"},
		{"n = :10" + strings.Repeat(" ", 4089), yes}, {"n = :10" + strings.Repeat(" ", 4090), "Expression size has exceeded the maximum allowed size; expression size: 4097"},
	}
	for _, c := range cases {
		t.Run(c.expression[:min(len(c.expression), 40)], func(t *testing.T) {
			d := newDouble(t)
			d.createTable(t)
			d.put(t, subject)
			in := &sdk.DeleteItemInput{TableName: aws.String(table), Key: key("p", "1"), ConditionExpression: &c.expression}
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
			_, err := d.client.DeleteItem(t.Context(), in)
			switch c.want {
			case yes, no:
				refused(t, err, c.want, "")
			default:
				refused(t, err, invalid, c.want)
			}
		})
	}
}

// Placeholders: defined, used, well-formed, and only with an expression.
func TestPlaceholders(t *testing.T) {
	cases := []struct {
		rule, expression string
		names            map[string]string
		values           item
		message          string
	}{
		{"unused name", "n = :v", map[string]string{"#b": "b", "#a": "a"}, item{":v": num("1")}, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b}"},
		{"unused value", "n = :v", nil, item{":v": num("1"), ":w": num("1")}, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}"},
		{"name without #", "n = :v", map[string]string{"n": "n"}, item{":v": num("1")}, `ExpressionAttributeNames contains invalid key: Syntax error; key: "n"`},
		{"value without :", "n = :v", nil, item{"v": num("1")}, `ExpressionAttributeValues contains invalid key: Syntax error; key: "v"`},
		{"names without an expression", "", map[string]string{"#n": "n"}, nil, "ExpressionAttributeNames can only be specified when using expressions"},
		{"values without an expression", "", nil, item{":v": num("1")}, "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null"},
		{"no values", "attribute_exists(n)", nil, item{}, "ExpressionAttributeValues must not be empty"},
		{"a bad value", "n = :v", nil, item{":v": strs()}, "ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: An string set  may not be empty for key :v"},
	}
	for _, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			d := newDouble(t)
			d.createTable(t)
			in := &sdk.DeleteItemInput{TableName: aws.String(table), Key: key("p", "1"), ExpressionAttributeNames: c.names, ExpressionAttributeValues: c.values}
			if c.expression != "" {
				in.ConditionExpression = &c.expression
			}
			_, err := d.client.DeleteItem(t.Context(), in)
			refused(t, err, invalid, c.message)
		})
	}
}
