import { useMemo, useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { JobKind } from "../../generated/api";
import { go, place } from "../core/address";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { Button } from "../parts/button";
import { CountryField } from "../parts/country_field";
import { DepartmentField } from "../parts/department_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { Select } from "../parts/field";
import { CodesTo, is_address } from "./codes_to";
import { act_of, has_phones, is_of_department, kind_columns, kind_names } from "./job_words";
import { useJobCreation } from "./jobs";
import { decoded, encodings, first_lines, type TableFile, table_in } from "./table_encoding";

interface Props {
  /** All that the role permits, unless it is said here. */
  readonly kinds?: readonly JobKind[];
  readonly onClose: () => void;
}

/** A table becomes a draft, whose page shows what is wrong with its rows. */
export function NewJobDialog({ kinds, onClose }: Props) {
  const say = useSay();
  const create = useJobCreation();
  const { jobKinds } = useSession();
  const offered = (kinds ?? jobKinds).filter((each) => jobKinds.includes(each));
  const [kind, set_kind] = useState<JobKind>(offered[0] ?? "reset");
  const [table, set_table] = useState<TableFile | null>(null);
  const text = useMemo(() => table && decoded(table.bytes, table.encoding), [table]);
  const [department, set_department] = useState("");
  const [country, set_country] = useState("");
  const [email, set_email] = useState("");
  const [sent, set_sent] = useState("");
  async function submit() {
    if (text === null) return;
    const request = {
      kind,
      ...(is_of_department(kind) && department ? { deptCode: department } : {}),
      ...(has_phones(kind) && country ? { country } : {}),
      ...(act_of(kind) === "reset" && email ? { emailAddr: email.trim() } : {}),
    };
    const job = await create(request, { csv: text }, (part, all) => {
      const share = `${number_text(part + 1)} / ${number_text(all)}`;
      set_sent(say(`Part ${share} is being checked.`, `正在检查第 ${share} 部分。`));
    }).finally(() => set_sent(""));
    go(place("jobs", job.id));
  }
  return (
    <Dialog title={say("New job", "新建任务")} onClose={onClose}>
      <DialogForm
        action={say("Check the rows", "检查各行")}
        isReady={text !== null && is_address(email)}
        onClose={onClose}
        onSubmit={submit}
      >
        <p>
          {say(
            "Nothing is changed yet: the next page shows what is wrong with each row.",
            "此步不做任何更改，下一页会列出各行的问题。",
          )}
        </p>
        <Select
          label={say("What to do", "操作")}
          value={kind}
          options={offered.map((each) => ({ value: each, text: say(kind_names[each]) }))}
          onChange={(chosen) => set_kind(chosen as JobKind)}
        />
        <TableField table={table} text={text} columns={kind_columns[kind]} onChange={set_table} />
        {is_of_department(kind) ? (
          <DepartmentField
            label={say("Department of rows that name none", "未填写部门的各行所用的部门")}
            value={department}
            onChange={set_department}
          />
        ) : null}
        {has_phones(kind) ? (
          <CountryField
            label={say("Country of numbers without +", "不带 + 的号码所属国家或地区")}
            value={country}
            onChange={set_country}
          />
        ) : null}
        {act_of(kind) === "reset" ? <CodesTo value={email} onChange={set_email} /> : null}
        <p className="hint" role="status">
          {sent}
        </p>
      </DialogForm>
    </Dialog>
  );
}

function TableField(props: {
  table: TableFile | null;
  text: string | null;
  columns: string;
  onChange: (table: TableFile | null) => void;
}) {
  const say = useSay();
  const [is_unreadable, set_unreadable] = useState(false);
  async function read(file: File | undefined) {
    if (!file) return;
    try {
      props.onChange(await table_in(file));
      set_unreadable(false);
    } catch {
      props.onChange(null);
      set_unreadable(true);
    }
  }
  return (
    <div className="field">
      <div className="file">
        <FileTrigger
          acceptedFileTypes={[".csv", ".txt", ".tsv", "text/csv", "text/plain"]}
          onSelect={(files) => void read(files?.[0])}
        >
          <Button>{say("Choose a table ...", "选择表格文件……")}</Button>
        </FileTrigger>
        <span role="status">
          {props.table?.name ?? say("No file is chosen.", "尚未选择文件。")}
        </span>
      </div>
      {is_unreadable ? (
        <p className="field-error" role="alert">
          {say("The file cannot be read.", "无法读取该文件。")}
        </p>
      ) : null}
      {props.table?.is_guessed ? (
        <Guess table={props.table} text={props.text} onChange={props.onChange} />
      ) : null}
      <p className="hint">
        {say(
          "CSV as a spreadsheet saves it. Its first line names the columns, some of:",
          "电子表格保存的 CSV 文件，首行为列名，可用的列：",
        )}{" "}
        <code className="columns">{props.columns}</code>
      </p>
    </div>
  );
}

/** The file is in an encoding that it does not name: the reader sees what was made of it. */
function Guess(props: {
  table: TableFile;
  text: string | null;
  onChange: (table: TableFile) => void;
}) {
  const { table, text, onChange } = props;
  const say = useSay();
  return (
    <>
      <Select
        label={say("Encoding of the file", "文件编码")}
        value={table.encoding}
        options={encodings.map(({ name, words }) => ({ value: name, text: say(words) }))}
        onChange={(encoding) => onChange({ ...table, encoding })}
        hint={say(
          "The file is not in UTF-8. Choose another encoding if the lines below are not what you " +
            "wrote.",
          "文件不是 UTF-8 编码。如果下面的内容与原文不符，请选择其他编码。",
        )}
      />
      {text === null ? (
        <p className="field-error" role="alert">
          {say(
            "The file cannot be read as text in this encoding. Choose another one, or save it as " +
              "“CSV UTF-8” in the spreadsheet.",
            "无法按此编码读取该文件，请选择其他编码，或在电子表格中另存为“CSV UTF-8”。",
          )}
        </p>
      ) : (
        <div>
          <p className="hint">{say("The first lines of the table:", "表格的前几行：")}</p>
          <pre className="first-lines">{first_lines(text)}</pre>
        </div>
      )}
    </>
  );
}
