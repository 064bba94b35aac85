"""Putting an environment up, or changing it: steps that each look first and do what is missing.

A run that was cut off is begun again from the first step; what stands already is passed by.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from aicc.amazon.deploy import cloudfront, kept_tables, lambda_zip, smoke
from aicc.amazon.deploy.bucket import Bucket
from aicc.amazon.deploy.kept_secrets import bring_back, kept_values
from aicc.amazon.deploy.plan import Row, changes_of_new, rows
from aicc.amazon.deploy.project import Part
from aicc.amazon.deploy.releases import Release, Releases, StackRecord
from aicc.amazon.deploy.stack_states import Next
from aicc.amazon.deploy.stacks import ChangeSet, Stack, StackRequest
from aicc.amazon.deploy.templates import Template
from aicc.amazon.deploy.values import parameters_of, with_digest
from aicc.amazon.deploy.wanted import Wanted
from aicc.amazon.deploy.world import World
from aicc.errors import ConflictError

NOT_YET = "(made by apply)"  # stands for an output of a stack that is not there yet
# Parameters that nobody gives: this tool knows them
OF_THE_TOOL = ("ImageUri", "LambdaArn", "LambdaCodeBucket", "LambdaCodeKey")
REPOSITORY, SERVICE_URL = "RepositoryUri", "ServiceUrl"


class Apply:
    """`release` names the change sets and the record of this run."""

    def __init__(
        self, wanted: Wanted, world: World, release: str, *, loses_data: bool = False
    ) -> None:
        self._wanted = wanted
        self._world = world
        self._release = release
        self._loses_data = loses_data
        self._outputs: dict[str, str] = {}
        self._records: dict[Part, StackRecord] = {}

    def planned(self, *, every: bool = False) -> list[Row]:
        """What it would change. A stack that is not there is told from its template alone."""
        found: list[Row] = []
        self._world.found_ours(self._wanted.project, self._wanted.templates)
        bucket = self._world.bucket(self._wanted.project)
        for part, template in self._wanted.templates.items():
            name = self._wanted.project.stack(part)
            stack = self._world.stacks.settled(name)
            if stack is not None and stack.state.next is Next.REMOVE:
                stack = None
            elif stack is not None and stack.state.next is Next.ROLL_ON:
                raise ConflictError(f"{name}: {stack.state.means}: {stack.state.advice}")
            given = self._parameters(part, template, bucket, self._image_address(), stack)
            if stack is None:
                changes = changes_of_new(template, given)
                self._outputs.update(dict.fromkeys(template.outputs, NOT_YET))
            else:
                bucket.put(template.key, template.text.encode())
                change_set = self._change_set(stack, template, given, bucket)
                changes = list(change_set.changes)
                if changes:
                    self._world.stacks.drop(change_set)
                self._outputs.update(stack.outputs)
            found += rows(name, changes, every=every)
        return found

    def run(self) -> list[smoke.Checked]:
        """What the checks at the end said; an error of ours where a step failed."""
        state, bucket = self._world.state, self._world.bucket(self._wanted.project)
        self._world.found_ours(self._wanted.project, self._wanted.templates)
        state.step("bucket")
        if bucket.ensure():
            self._world.say(f"bucket: made {bucket.name}")
        state.step("code")
        self._upload(bucket)
        releases = Releases(bucket)
        releases.keep(self._made(is_finished=False))  # what a rollback goes back from, if it fails
        for part, template in self._wanted.templates.items():
            image = ""
            if part is Part.WEB:
                state.step("image")
                image = self._image()
            state.step(f"stack {part}")
            self._put(part, template, bucket, image)
        state.step("record")
        releases.keep(self._made())
        state.step("checks")
        return self.checked()

    def checked(self) -> list[smoke.Checked]:
        cloud = self._world.cloud
        found = list(smoke.functions(cloud, self._outputs, self._wanted.pack, self._release))
        if SERVICE_URL in self._outputs:
            found.append(smoke.service(self._outputs[SERVICE_URL], cloud, self._world.fetch))
        return found

    def _upload(self, bucket: Bucket) -> None:
        key = self._wanted.code_key
        if bucket.has(key):
            self._world.say(f"code: {key} is in the bucket already")
            return
        self._world.say("code: fetching packages, making the zip")
        with TemporaryDirectory() as folder:
            path = lambda_zip.build(
                self._wanted.code,
                Path(folder),
                self._world.folder / "wheels",
                self._world.programs,
            )
            self._world.say(f"code: uploading {path.stat().st_size / 1e6:.1f} MB as {key}")
            bucket.put_file(key, path)

    def _image(self) -> str:
        wanted = self._wanted
        if wanted.options.image:
            return wanted.options.image
        repository = self._outputs[REPOSITORY]
        return self._world.images.pushed(
            wanted.root, repository, wanted.tag, wanted.options.image_base
        )

    def _image_address(self) -> str:
        wanted = self._wanted
        return wanted.options.image or f"{self._outputs.get(REPOSITORY, NOT_YET)}:{wanted.tag}"

    def _put(self, part: Part, template: Template, bucket: Bucket, image: str) -> None:
        name = self._wanted.project.stack(part)
        bucket.put(template.key, template.text.encode())
        before = self._world.stacks.made_ready(name)
        given = self._parameters(part, template, bucket, image, before)
        if before is None:
            bring_back(self._world.cloud, given)
        change_set = self._change_set(before, template, given, bucket, name=name)
        if change_set.changes:
            self._refuse_loss(change_set)
            self._world.say(f"{name}: {len(change_set.changes)} changes")
            after: Stack | None = self._world.stacks.carry_out(change_set)
        else:
            self._world.say(f"{name}: nothing to change")
            after = before
        self._outputs.update(after.outputs if after else {})
        shown = {key: value for key, value in given.items() if key not in template.hidden}
        self._records[part] = StackRecord(template=template.key, parameters=shown)

    def _change_set(
        self,
        stack: Stack | None,
        template: Template,
        given: Mapping[str, str],
        bucket: Bucket,
        *,
        name: str = "",
    ) -> ChangeSet:
        kept = frozenset[str]()
        adopts = False
        if stack is None:
            left = kept_tables.left_behind(self._world.cloud, self._wanted.project, template, given)
            if left:
                self._world.say(f"{name}: takes over {', '.join(left)}")
            adopts = bool(left)
        else:
            kept = (template.hidden & stack.parameters.keys()) - given.keys()
        request = StackRequest(
            name=stack.name if stack else name,
            template_url=bucket.url(template.key),
            parameters=given,
            kept=kept,
            tags=self._wanted.project.tags,
            adopts=adopts,
        )
        return self._world.stacks.planned(request, f"aicc-{self._release}")

    def _parameters(
        self, part: Part, template: Template, bucket: Bucket, image: str, stack: Stack | None
    ) -> dict[str, str]:
        wanted = self._wanted
        kept = kept_values(self._world.cloud, wanted.project, template, stack, wanted.values)
        own = {
            "LambdaCodeBucket": bucket.name,
            "LambdaCodeKey": wanted.code_key,
            "ImageUri": image,
            "LambdaArn": self._outputs.get("LexHookFunctionArn", NOT_YET),
        }
        if cloudfront.is_wanted(template, wanted.known):
            own[cloudfront.PARAMETER] = cloudfront.origin_prefix_list(self._world.cloud)
        given = parameters_of(part, template, wanted.known, self._outputs, kept, own)
        return with_digest(template, given)

    def _refuse_loss(self, change_set: ChangeSet) -> None:
        lost = [each for each in change_set.changes if each.loses_data]
        if not lost or self._loses_data:
            return
        self._world.stacks.drop(change_set)
        told = ", ".join(f"{each.resource} ({each.type})" for each in lost)
        raise ConflictError(
            f"{change_set.stack}: this would remove or replace {told}: nothing was changed. "
            "--allow-data-loss does it all the same"
        )

    def _made(self, *, is_finished: bool = True) -> Release:
        return Release(
            id=self._release,
            version=self._wanted.version,
            pack=self._wanted.pack.id,
            stacks=self._records,
            is_finished=is_finished,
        )
