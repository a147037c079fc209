/* SPDX-License-Identifier: MIT */
#include "doc/party.h"

#include "doc/fields.h"

static const struct field unit_fields[] = {
	ROW(party, id, "id", "编号", ID, FIELD_REQUIRED, "单位的编号", "id of the unit"),
	ROW(party, name, "name", "名称", TEXT, FIELD_REQUIRED, "全称", "full name"),
	ROW(party, short_name, "short", "简称", TEXT, 0, "简称", "short name"),
	ROW(party, parent, "parent", "上级|上级单位", PARTY, 0, "上级单位", "the unit above"),
	ROW(party, type, "kind", "类别", TEXT, 0, "类别，供选择器 kind: 使用",
		"for the selector kind:"),
	ROW(party, email, "email", "邮箱|电子邮箱", TEXT, FIELD_PRIVATE, "邮箱", "e-mail"),
	ROW(party, phone, "phone", "电话|联系电话", TEXT, FIELD_PRIVATE, "电话", "phone"),
	ROW(party, is_public, "public", "公开", FLAG, 0, "邮箱和电话是否公开",
		"whether e-mail and phone are public"),
	ROW(party, seal, "seal", "印章", TEXT, FIELD_PRIVATE,
		"印章的图片，放在 content/org/ 下；只印在内部版的 PDF 上",
		"picture of the seal, below content/org/; only on the PDF of an internal build"),
};

const struct schema unit_schema = SCHEMA("units.csv", party, unit_fields, false);

static const struct field person_fields[] = {
	ROW(party, id, "id", "编号", ID, FIELD_REQUIRED, "人员的编号", "id of the person"),
	ROW(party, name, "name", "姓名|名称", TEXT, FIELD_REQUIRED, "姓名", "name"),
	ROW(party, parent, "unit", "部室|单位|所在单位", PARTY, 0, "所在部室", "the person's unit"),
	ROW(party, post, "post", "职务", TEXT, 0, "职务", "post"),
	ROW(party, type, "kind", "类别", TEXT, 0, "类别，供选择器 kind: 使用",
		"for the selector kind:"),
	ROW(party, email, "email", "邮箱|电子邮箱", TEXT, FIELD_PRIVATE, "邮箱", "e-mail"),
	ROW(party, phone, "phone", "电话|联系电话", TEXT, FIELD_PRIVATE, "电话", "phone"),
	ROW(party, is_public, "public", "公开", FLAG, 0, "邮箱和电话是否公开",
		"whether e-mail and phone are public"),
	ROW(party, until, "until", "离任|离任日期", DAY, 0, "离任的日子", "the day of leaving"),
	ROW(party, successor, "successor", "接任|接任人", PARTY, 0, "接任的人", "who takes over"),
	ROW(party, seal, "seal", "签名章", TEXT, FIELD_PRIVATE,
		"签名章的图片，放在 content/org/ 下；只印在内部版的 PDF 上",
		"picture of the stamp, below content/org/; only on the PDF of an internal build"),
};

const struct schema person_schema = SCHEMA("people.csv", party, person_fields, false);

static const struct field register_group_fields[] = {
	ROW(group, id, "id", "编号", ID, FIELD_REQUIRED, "组的编号", "id of the group"),
	ROW(group, title, "title", "名称", TEXT, FIELD_REQUIRED, "名称", "title"),
	ROW(group, member_names, "members", "成员", TEXTS, FIELD_REQUIRED, "成员或选择器",
		"parties and selectors"),
};

const struct schema register_group_schema =
	SCHEMA("org/groups.yaml", group, register_group_fields, false);

static const struct field group_fields[] = {
	ROW(group, id, "id", "编号", ID, 0, "组的编号", "id of the group"),
	ROW(group, title, "title", "名称", TEXT, FIELD_REQUIRED, "名称", "title"),
	ROW(group, chair, "chair", "组长", PARTIES_OR_TEXT, 0, "组长", "chair"),
	ROW(group, vice, "vice", "副组长", PARTIES_OR_TEXT, 0, "副组长", "vice chairs"),
	ROW(group, head, "head", "负责人", PARTIES_OR_TEXT, 0, "负责人", "head"),
	ROW(group, member_names, "members", "成员", TEXTS, 0, "成员或选择器",
		"parties and selectors"),
	ROW(group, duty, "duty", "职责", TEXT, 0, "职责", "duty"),
	ROW(group, contact, "contact", "联系方式", ANY, 0, "公开印出的联系方式",
		"printed as given"),
	ROW(group, under, "under", "隶属", TEXT, 0, "所属的组", "the group above"),
};

const struct schema group_schema = SCHEMA("groups.yaml", group, group_fields, false);

struct str party_slug(const struct party *p)
{
	return p->id.s;
}

enum { HANDOVERS = 16 }; /* two may name each other */

static const struct party *successor_of(const struct party *p)
{
	bool has = p->until.kind != WHEN_NONE && p->successor.n;
	return has ? p->successor.items[0].party : NULL;
}

const struct party *party_on(const struct party *p, day_t day)
{
	for (int i = 0; i < HANDOVERS; i++) {
		const struct party *next = successor_of(p);
		if (!next || day < p->until.first)
			break;
		p = next;
	}
	return p;
}

day_t party_handover(const struct party *p, day_t day)
{
	p = party_on(p, day);
	return successor_of(p) && p->until.first > day ? p->until.first : DAY_NONE;
}

day_t party_since(const struct party *p, const struct party *now)
{
	day_t since = DAY_NONE;
	for (int i = 0; i < HANDOVERS && p && p != now; i++) {
		since = p->until.first > since ? p->until.first : since;
		p = successor_of(p);
	}
	return since;
}

size_t party_index(const struct party_register *reg, const struct party *p)
{
	return p->kind == PARTY_UNIT ? (size_t)(p - reg->units)
				     : reg->n_units + (size_t)(p - reg->people);
}

struct str party_label(const struct party *p)
{
	return p->short_name.s.n ? p->short_name.s : p->name.s;
}
