package dynamodb

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"assistive-referrals/infra/awslocal/wire"
)

const tablesBucket = "dynamodb.tables"

// keep journals a table's definition.
func (s *Service) keep(t *table) error {
	encoded, err := json.Marshal(t.definition)
	if err != nil {
		return fmt.Errorf("encoding table %s: %w", t.definition.TableName, err)
	}
	s.journal.Put(tablesBucket, t.definition.TableName, encoded)
	return nil
}

func (s *Service) createTable(in *createTableInput) (any, error) {
	d, err := in.definition()
	if err != nil {
		return nil, err
	}
	if _, exists := s.tables[d.TableName]; exists {
		return nil, wire.Refuse("ResourceInUseException", "Table already exists: %s", d.TableName)
	}
	d.CreatedAt = s.instant()
	sum := sha256.Sum256([]byte(d.TableName + d.CreatedAt.String()))
	id := hex.EncodeToString(sum[:16])
	d.TableId = id[:8] + "-" + id[8:12] + "-" + id[12:16] + "-" + id[16:20] + "-" + id[20:]
	t, err := d.build()
	if err != nil {
		return nil, err
	}
	if s.lags != nil {
		for _, ix := range t.indexes {
			ix.startLag()
		}
	}
	s.tables[d.TableName] = t
	if err := s.keep(t); err != nil {
		return nil, err
	}
	s.log.Debug("table created", "table", d.TableName)
	return map[string]any{"TableDescription": t.describe("CREATING")}, nil
}

type tableNameInput struct{ TableName *string }

func (s *Service) describeTable(in *tableNameInput) (any, error) {
	t, err := s.tableNamed(in.TableName)
	if err != nil {
		return nil, err
	}
	return map[string]any{"Table": t.describe("ACTIVE")}, nil
}

// tableNamed is table for the operations on tables, whose refusal has the name.
func (s *Service) tableNamed(name *string) (*table, error) {
	t, err := s.table(name)
	if refusal, ok := err.(*wire.Error); ok && refusal.Code == "ResourceNotFoundException" {
		refusal.Message = "Requested resource not found: Table: " + *name + " not found"
	}
	return t, err
}

func (s *Service) deleteTable(in *tableNameInput) (any, error) {
	t, err := s.tableNamed(in.TableName)
	if err != nil {
		return nil, err
	}
	if t.definition.DeletionProtectionEnabled {
		return nil, invalid("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.")
	}
	description := t.describe("DELETING")
	t.items.Scan(func(place string, _ *document) bool {
		s.journal.Delete(t.bucket(), place)
		return true
	})
	if t.stream != nil {
		for _, r := range t.stream.records {
			s.journal.Delete(t.stream.bucket, sequenceNumber(r.sequence))
		}
	}
	s.journal.Delete(tablesBucket, t.definition.TableName)
	delete(s.tables, t.definition.TableName)
	return map[string]any{"TableDescription": description}, nil
}

type listTablesInput struct {
	ExclusiveStartTableName string
	Limit                   *int
}

func (s *Service) listTables(in *listTablesInput) (any, error) {
	limit := 100
	if in.Limit != nil {
		if limit = *in.Limit; limit < 1 || limit > 100 {
			return nil, constraint(fmt.Sprintf("'%d'", limit), "limit", "Member must have value between 1 and 100")
		}
	}
	names := slices.DeleteFunc(s.tableNames(), func(name string) bool { return name <= in.ExclusiveStartTableName })
	answer := map[string]any{"TableNames": names}
	if len(names) > limit {
		answer["TableNames"] = names[:limit]
		answer["LastEvaluatedTableName"] = names[limit-1]
	}
	return answer, nil
}

func (s *Service) tableNames() []string {
	names := slices.AppendSeq(make([]string, 0, len(s.tables)), maps.Keys(s.tables))
	slices.Sort(names)
	return names
}

// describe is the TableDescription.
func (t *table) describe(status string) map[string]any {
	d := t.definition
	provisioned := func(p *throughput) map[string]any {
		if p == nil {
			p = &throughput{}
		}
		return map[string]any{"ReadCapacityUnits": p.ReadCapacityUnits, "WriteCapacityUnits": p.WriteCapacityUnits, "NumberOfDecreasesToday": 0}
	}
	description := map[string]any{
		"TableName": d.TableName, "TableId": d.TableId, "TableArn": t.arn(), "TableStatus": status,
		"CreationDateTime":     seconds(d.CreatedAt),
		"AttributeDefinitions": d.AttributeDefinitions, "KeySchema": d.KeySchema,
		"ItemCount": t.items.Len(), "TableSizeBytes": t.bytes,
		"ProvisionedThroughput":     provisioned(d.ProvisionedThroughput),
		"DeletionProtectionEnabled": d.DeletionProtectionEnabled,
	}
	if d.BillingMode == "PAY_PER_REQUEST" {
		description["BillingModeSummary"] = map[string]any{"BillingMode": d.BillingMode, "LastUpdateToPayPerRequestDateTime": seconds(d.CreatedAt)}
	}
	var indexes []map[string]any
	for i, ix := range t.indexes {
		def := d.GlobalSecondaryIndexes[i]
		indexes = append(indexes, map[string]any{
			"IndexName": ix.name, "IndexArn": t.arn() + "/index/" + ix.name, "IndexStatus": status,
			"KeySchema": def.KeySchema, "Projection": def.Projection,
			"ItemCount": ix.entries.Len(), "ProvisionedThroughput": provisioned(def.ProvisionedThroughput),
		})
	}
	if indexes != nil {
		description["GlobalSecondaryIndexes"] = indexes
	}
	if t.stream != nil {
		description["StreamSpecification"] = d.StreamSpecification
		description["LatestStreamArn"] = t.stream.arn
		description["LatestStreamLabel"] = t.stream.label
	}
	return description
}
