package contract

import (
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func tableCases() []Case {
	another := func(edit func(*dynamodb.CreateTableInput)) func(*probe) any {
		return func(p *probe) any {
			in := tableInput(p.id)
			edit(in)
			return in
		}
	}
	refusals := asks("DynamoDB", "CreateTable", nil, nil, []ask{
		{"a table of that name: ResourceInUseException", docCreateTable, func(p *probe) any { return tableInput(*p.table()) }, alreadyMade},
		{"a key attribute without definition is refused", docCreateTable, another(func(in *dynamodb.CreateTableInput) { in.AttributeDefinitions = in.AttributeDefinitions[1:] }), invalid},
		{"a definition without key is refused", docCreateTable, another(func(in *dynamodb.CreateTableInput) { in.GlobalSecondaryIndexes = in.GlobalSecondaryIndexes[:1] }), invalid},
		{"two indexes of one name are refused", docCreateTable, another(func(in *dynamodb.CreateTableInput) { in.GlobalSecondaryIndexes[1].IndexName = aws.String("worklist") }), invalid},
		{"a name of two letters is refused", docNaming, another(func(in *dynamodb.CreateTableInput) { in.TableName = aws.String("ab") }), invalid},
		{"KEYS_ONLY with attributes is refused", docCreateTable, another(func(in *dynamodb.CreateTableInput) {
			in.GlobalSecondaryIndexes[1].Projection.ProjectionType = types.ProjectionTypeKeysOnly
		}), invalid},
	})
	return append(refusals, table("DynamoDB", "DescribeTable", []row{
		{"keys, indexes, stream and their names come back", "DynamoDB API Reference, DescribeTable", func(p *probe) {
			out, err := p.tables.DescribeTable(p.ctx, &dynamodb.DescribeTableInput{TableName: p.table()})
			p.must(err)
			p.equal("key schema", out.Table.KeySchema, schemaOf("PK", "SK"))
			p.equal("number of indexes", len(out.Table.GlobalSecondaryIndexes), 2)
			p.equal("stream view", out.Table.StreamSpecification.StreamViewType, types.StreamViewTypeNewAndOldImages)
			if !strings.Contains(aws.ToString(out.Table.LatestStreamArn), ":table/"+*p.table()+"/stream/") {
				p.fail("LatestStreamArn is %q", aws.ToString(out.Table.LatestStreamArn))
			}
		}},
		{"no such table: ResourceNotFoundException", "DynamoDB API Reference, DescribeTable", func(p *probe) {
			_, err := p.tables.DescribeTable(p.ctx, &dynamodb.DescribeTableInput{TableName: &p.id})
			p.code(err, notThere)
		}},
	})...)
}

// putCases: a refused put leaves the item that is there.
func putCases() []Case {
	put := func(i func(*probe) item, edit func(*dynamodb.PutItemInput)) func(*probe) any {
		return func(p *probe) any {
			in := &dynamodb.PutItemInput{TableName: p.table(), Item: i(p)}
			if edit != nil {
				edit(in)
			}
			return in
		}
	}
	one := func(more item) func(*probe) item {
		return func(p *probe) item { return with(p.key("new"), more) }
	}
	raw := func(i item) func(*probe) item { return func(*probe) item { return i } }
	prepare := func(p *probe) { p.put(with(p.key("old"), item{"n": num("1")})) }
	after := func(p *probe) { p.holds("old", with(p.key("old"), item{"n": num("1")})) }
	old := func(p *probe) item { return p.key("old") }
	condition := func(text string) func(*dynamodb.PutItemInput) {
		return func(in *dynamodb.PutItemInput) { in.ConditionExpression = &text }
	}
	// The size of an item is that of its names and values; its own name is PK, SK, "a".
	sized := func(extra int) func(*probe) item {
		return func(p *probe) item {
			return with(p.key("2"), item{"a": str(strings.Repeat("x", 400*1024-len("PKSK2a")-len(p.id)+extra))})
		}
	}
	cases := asks("DynamoDB", "PutItem", prepare, after, []ask{
		{"an attribute that is no key may be an empty string", docNaming, put(one(item{"a": str("")}), nil), ""},
		{"attribute_not_exists holds for a new item", docPut, put(one(nil), condition("attribute_not_exists(PK)")), ""},
		{"attribute_not_exists does not hold for an old one", docPut, put(old, condition("attribute_not_exists(PK)")), unmet},
		{"no such table: ResourceNotFoundException", docPut, put(one(nil), func(in *dynamodb.PutItemInput) { in.TableName = aws.String("nowhere-at-all") }), notThere},
		{"ReturnValues is NONE or ALL_OLD only", docPut, put(one(nil), func(in *dynamodb.PutItemInput) { in.ReturnValues = types.ReturnValueUpdatedNew }), invalid},
		{"a missing sort key is refused", docPut, put(func(p *probe) item { return item{"PK": str(p.id)} }, nil), invalid},
		{"a key of the wrong type is refused", docPut, put(raw(item{"PK": num("1"), "SK": str("s")}), nil), invalid},
		{"an empty sort key is refused", docPut, put(func(p *probe) item { return p.key("") }, nil), invalid},
		{"an empty partition key is refused", docPut, put(raw(item{"PK": str(""), "SK": str("s")}), nil), invalid},
		{"an index key of the wrong type is refused", docGSI, put(one(item{"team": str("t"), "rank": str("1")}), nil), invalid},
		{"an empty index key is refused", docPut, put(one(item{"due": str("")}), nil), invalid},
		{"a partition key of 2048 bytes is the longest", docQuotas, put(raw(item{"PK": str(strings.Repeat("k", 2048)), "SK": str("s")}), nil), ""},
		{"a partition key of 2049 bytes is refused", docQuotas, put(raw(item{"PK": str(strings.Repeat("k", 2049)), "SK": str("s")}), nil), invalid},
		{"a sort key of 1024 bytes is the longest", docQuotas, put(func(p *probe) item { return p.key(strings.Repeat("k", 1024)) }, nil), ""},
		{"a sort key of 1025 bytes is refused", docQuotas, put(func(p *probe) item { return p.key(strings.Repeat("k", 1025)) }, nil), invalid},
		{"an item of 400 KB is the largest", docQuotas, put(sized(0), nil), ""},
		{"an item of 400 KB and a byte is refused", docQuotas, put(sized(1), nil), invalid},
		{"32 levels are the deepest", docQuotas, put(one(item{"a": nested(32)}), nil), ""},
		{"33 levels are refused", docQuotas, put(one(item{"a": nested(33)}), nil), invalid},
		{"an empty set is refused", docNaming, put(one(item{"a": strs()}), nil), invalid},
		{"a set with the same element twice is refused", docNaming, put(one(item{"a": strs("b", "b")}), nil), invalid},
	})
	return append(cases, table("DynamoDB", "PutItem", []row{
		{"ALL_OLD returns the item that was replaced, and nothing for a new one", docPut, func(p *probe) {
			in := &dynamodb.PutItemInput{TableName: p.table(), Item: with(p.key("1"), item{"n": num("1")}), ReturnValues: types.ReturnValueAllOld}
			out, err := p.tables.PutItem(p.ctx, in)
			p.must(err)
			p.equal("old attributes of a new item", len(out.Attributes), 0)
			in.Item = with(p.key("1"), item{"n": num("2")})
			out, err = p.tables.PutItem(p.ctx, in)
			p.must(err)
			p.equal("old attributes", plain(out.Attributes), plain(with(p.key("1"), item{"n": num("1")})))
		}},
		{"a failed condition shows the item if asked", docPut, func(p *probe) {
			stored := with(p.key("1"), item{"n": num("1")})
			p.put(stored)
			in := &dynamodb.PutItemInput{TableName: p.table(), Item: stored, ConditionExpression: aws.String("attribute_not_exists(PK)"),
				ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld}
			p.equal("shown", plain(p.failed(in).Item), plain(stored))
			in.ReturnValuesOnConditionCheckFailure = ""
			p.equal("shown unasked", len(p.failed(in).Item), 0)
		}},
	})...)
}

func (p *probe) failed(in any) *types.ConditionalCheckFailedException {
	_, err := p.call(in)
	p.code(err, unmet)
	failed, ok := errors.AsType[*types.ConditionalCheckFailedException](err)
	if !ok {
		p.fail("the refusal has no type: %v", err)
	}
	return failed
}

func getCases() []Case {
	get := func(edit func(*probe, *dynamodb.GetItemInput)) func(*probe) any {
		return func(p *probe) any {
			in := &dynamodb.GetItemInput{TableName: p.table(), Key: p.key("1")}
			edit(p, in)
			return in
		}
	}
	cases := asks("DynamoDB", "GetItem", nil, nil, []ask{
		{"a key without its sort key is refused", docGet, get(func(p *probe, in *dynamodb.GetItemInput) { delete(in.Key, "SK") }), invalid},
		{"a key with another attribute is refused", docGet, get(func(_ *probe, in *dynamodb.GetItemInput) { in.Key["more"] = str("x") }), invalid},
		{"a key of the wrong type is refused", docGet, get(func(_ *probe, in *dynamodb.GetItemInput) { in.Key["SK"] = num("1") }), invalid},
		{"an empty key is refused", docGet, get(func(_ *probe, in *dynamodb.GetItemInput) { in.Key["SK"] = str("") }), invalid},
		{"an unused name is refused", docNames, get(func(_ *probe, in *dynamodb.GetItemInput) {
			in.ProjectionExpression, in.ExpressionAttributeNames = aws.String("a"), map[string]string{"#b": "b"}
		}), invalid},
		{"an undefined name is refused", docNames, get(func(_ *probe, in *dynamodb.GetItemInput) { in.ProjectionExpression = aws.String("#a") }), invalid},
		{"a reserved word is refused", docReserved, get(func(_ *probe, in *dynamodb.GetItemInput) { in.ProjectionExpression = aws.String("status") }), invalid},
		{"overlapping paths are refused", docGet, get(func(_ *probe, in *dynamodb.GetItemInput) { in.ProjectionExpression = aws.String("a, a.b") }), invalid},
		{"no such table: ResourceNotFoundException", docGet, get(func(_ *probe, in *dynamodb.GetItemInput) { in.TableName = aws.String("nowhere-at-all") }), notThere},
	})
	return append(cases, table("DynamoDB", "GetItem", []row{
		{"an item that is not there is no error", docGet, func(p *probe) { p.holds("none", nil) }},
		{"a projection gives the named parts only", docGet, func(p *probe) {
			p.put(with(p.key("1"), item{"m": record(item{"x": num("1"), "y": num("2")}), "l": list(str("a"), str("b")), "status": str("s"), "n": num("3")}))
			out, err := p.tables.GetItem(p.ctx, &dynamodb.GetItemInput{TableName: p.table(), Key: p.key("1"),
				ProjectionExpression: aws.String("m.y, l[1], #s"), ExpressionAttributeNames: map[string]string{"#s": "status"}})
			p.must(err)
			p.equal("projected", plain(out.Item), plain(item{"m": record(item{"y": num("2")}), "l": list(str("b")), "status": str("s")}))
		}},
	})...)
}

func deleteCases() []Case {
	return table("DynamoDB", "DeleteItem", []row{
		{"is idempotent: deleting what is not there is no error", docDelete, func(p *probe) {
			_, err := p.tables.DeleteItem(p.ctx, &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("none")})
			p.must(err)
		}},
		{"a condition that does not hold keeps the item", docDelete, func(p *probe) {
			p.put(with(p.key("1"), item{"n": num("1")}))
			_, err := p.tables.DeleteItem(p.ctx, &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("1"),
				ConditionExpression: aws.String("n = :two"), ExpressionAttributeValues: item{":two": num("2")}})
			p.code(err, unmet)
			p.holds("1", with(p.key("1"), item{"n": num("1")}))
		}},
		{"a condition on an item that is not there fails, unless it says so", docDelete, func(p *probe) {
			in := &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("none"), ConditionExpression: aws.String("effect = :e"), ExpressionAttributeValues: item{":e": str("start")}}
			_, err := p.tables.DeleteItem(p.ctx, in)
			p.code(err, unmet)
			in.ConditionExpression = aws.String("attribute_not_exists(PK) OR effect = :e")
			_, err = p.tables.DeleteItem(p.ctx, in)
			p.must(err)
		}},
		{"ALL_OLD returns the item as it was", docDelete, func(p *probe) {
			stored := with(p.key("1"), item{"n": num("1")})
			p.put(stored)
			out, err := p.tables.DeleteItem(p.ctx, &dynamodb.DeleteItemInput{TableName: p.table(), Key: p.key("1"), ReturnValues: types.ReturnValueAllOld})
			p.must(err)
			p.equal("old", plain(out.Attributes), plain(stored))
		}},
	})
}
